package org.slicedscore.api.error;

/**
 * The names of settings and actions in messages: plain names and methods in the library, flags and verbs in the command.
 *
 * @since 0.2.0
 */
public interface Wording {
    /**
     * The wording of the library: {@code setting 'columns'}, {@code noise=0.05}, {@code model 'gmm', option
     * 'components'}.
     */
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
     * @return its name in messages
     */
    String setting(String name);

    /**
     * A setting with a value.
     *
     * @param name lower-case words joined by '-'
     * @param value its value as text
     * @return the setting with its value
     */
    String setting(String name, String value);

    /**
     * An option of a plug-in.
     *
     * @param owner the owner of the option, usually a {@link Subject.Plugin}
     * @param name lower-case words joined by '-'
     * @return its name in messages
     */
    String option(Subject owner, String name);

    /**
     * A plug-in that can be used instead.
     *
     * @param alternative the required property
     * @return its description, or the ids of some if known
     */
    String alternative(Alternative alternative);

    /**
     * Something that the program does.
     *
     * @param action what it does
     * @return what the reader calls or types for it; by default the method of the library
     */
    default String action(Action action) {
        return action.words();
    }
}
