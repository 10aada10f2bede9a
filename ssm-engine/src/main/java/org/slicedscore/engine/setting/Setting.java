package org.slicedscore.engine.setting;

import java.util.Objects;
import org.slicedscore.api.option.Option;

/**
 * A setting: everything that is known about it, declared once.
 *
 * @param <T> the type of its value
 * @param option its name, type, range, default and documentation
 * @param group the heading it is listed under
 * @param label what help calls its value
 * @param shownDefault what help says of its default; empty for nothing
 * @param bare the value that its flag means when written without one; null where a value is needed
 * @param effect what depends on it
 */
public record Setting<T>(
        Option<T> option, SettingGroup group, String label, String shownDefault, String bare, Effect effect) {
    /** Checks that all is there. */
    public Setting {
        Objects.requireNonNull(option);
        Objects.requireNonNull(group);
        Objects.requireNonNull(label);
        Objects.requireNonNull(shownDefault);
        Objects.requireNonNull(effect);
    }

    /**
     * A setting that every step depends on, and whose value must be written.
     *
     * @param <T> the type of its value
     * @param group the heading
     * @param label what help calls the value
     * @param option name, type, range, default, documentation
     * @return the setting, of which help shows the option's default
     */
    public static <T> Setting<T> of(SettingGroup group, String label, Option<T> option) {
        return new Setting<>(option, group, label, option.format(option.defaultValue()), null, Effect.STEPS);
    }

    /** The same setting under another heading. */
    public Setting<T> in(SettingGroup heading) {
        return new Setting<>(option, heading, label, shownDefault, bare, effect);
    }

    /**
     * The same setting with something else said of its default.
     *
     * @param words instead of the option's default; empty for nothing
     */
    public Setting<T> withDefault(String words) {
        return new Setting<>(option, group, label, words, bare, effect);
    }

    /**
     * The same setting, whose flag may be written without a value.
     *
     * @param value the value meant then
     */
    public Setting<T> withBare(String value) {
        return new Setting<>(option, group, label, shownDefault, value, effect);
    }

    /**
     * The same setting with something else that depends on it.
     *
     * @param what depends on it
     */
    public Setting<T> with(Effect what) {
        return new Setting<>(option, group, label, shownDefault, bare, what);
    }

    /** Its name: lower-case words joined by '-'. */
    public String name() {
        return option.name();
    }

    /** Its value where none is given. */
    public T defaultValue() {
        return option.defaultValue();
    }
}
