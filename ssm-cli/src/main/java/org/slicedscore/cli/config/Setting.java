package org.slicedscore.cli.config;

import java.util.Objects;
import org.slicedscore.api.option.Option;

/**
 * A setting that a file, the environment or the command line may give.
 *
 * @param option its name, type, default and documentation
 * @param group the heading that help shows it under
 * @param label what help calls its value
 * @param shownDefault what help says of its default; empty for nothing
 * @param bare the value that the option means when written without one; null where a value is needed
 */
public record Setting(Option<?> option, String group, String label, String shownDefault, String bare) {
    /**
     * Checks that all is there.
     *
     * @param option name, type, default, documentation
     * @param group the heading in help
     * @param label what help calls the value
     * @param shownDefault what help says of the default
     * @param bare the value meant when none is written, or null
     */
    public Setting {
        Objects.requireNonNull(option);
        Objects.requireNonNull(group);
        Objects.requireNonNull(label);
        Objects.requireNonNull(shownDefault);
    }

    /**
     * A setting whose value must be written.
     *
     * @param group the heading in help
     * @param label what help calls the value
     * @param option name, type, default, documentation
     * @return the setting, which shows the option's default
     */
    public static Setting of(String group, String label, Option<?> option) {
        return new Setting(option, group, label, text(option), null);
    }

    /**
     * The same setting with something else said of its default.
     *
     * @param words instead of the option's default; empty for nothing
     * @return the setting
     */
    public Setting withDefault(String words) {
        return new Setting(option, group, label, words, bare);
    }

    /**
     * The same setting, which may be written without a value.
     *
     * @param value the value meant then
     * @return the setting
     */
    public Setting withBare(String value) {
        return new Setting(option, group, label, shownDefault, value);
    }

    /**
     * Its name.
     *
     * @return lower-case words joined by '-'
     */
    public String name() {
        return option.name();
    }

    private static <T> String text(Option<T> option) {
        return option.format(option.defaultValue());
    }
}
