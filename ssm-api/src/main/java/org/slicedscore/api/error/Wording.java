package org.slicedscore.api.error;

/**
 * How messages name what a user can set: a library's settings by their names, a command's by its flags.
 *
 * @since 0.2.0
 */
public interface Wording {
    /** The words of the library: {@code setting 'columns'}, {@code noise=0.05}, {@code model 'gmm', option 'components'}. */
    Wording API = new Wording() {
        @Override
        public String setting(String name) {
            return "setting '" + name + "'";
        }

        @Override
        public String setting(String name, String value) {
            return name + "=" + value;
        }

        @Override
        public String option(Subject owner, String name) {
            return owner.text(this) + ": option '" + name + "'";
        }

        @Override
        public String alternative(Alternative alternative) {
            return alternative.words();
        }
    };

    /**
     * A setting.
     *
     * @param name lower-case words joined by '-'
     * @return what to call it
     */
    String setting(String name);

    /**
     * A setting with a value.
     *
     * @param name lower-case words joined by '-'
     * @param value as text
     * @return how to write that
     */
    String setting(String name, String value);

    /**
     * An option of a plug-in.
     *
     * @param owner what the option belongs to, as a rule a {@link Subject.Plugin}
     * @param name lower-case words joined by '-'
     * @return what to call it
     */
    String option(Subject owner, String name);

    /**
     * A plug-in that may do instead.
     *
     * @param alternative what it has to be
     * @return its description; the ids of some where they are known
     */
    String alternative(Alternative alternative);
}
