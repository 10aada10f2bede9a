package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;
import static org.slicedscore.testkit.Expect.fail;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginKind;

/** Checks for plug-ins of every kind. */
final class PluginChecks {
    private PluginChecks() {}

    /** A name for messages: {@code model 'gmm'}. */
    static String name(Plugin plugin) {
        return kind(plugin) + " '" + plugin.id() + "'";
    }

    /** The word for its kind, such as {@code model}. */
    static String kind(Plugin plugin) {
        for (PluginKind kind : PluginKind.values()) {
            if (kind.type().isInstance(plugin)) {
                return kind.word();
            }
        }
        return fail(plugin.getClass().getName() + ": is of no kind of plug-in that is known");
    }

    static void check(Plugin plugin) {
        String kind = kind(plugin);
        String id = plugin.id();
        assertTrue(
                id != null && id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                kind + " " + plugin.getClass().getName() + ": id() is '" + id
                        + "'; an id is lower-case words joined by '-'");
        String name = name(plugin);
        String description = plugin.description();
        assertTrue(
                description != null
                        && !description.isBlank()
                        && description.lines().count() == 1
                        && !description.endsWith("."),
                name + ": description() is '" + description + "'; one line is expected, without a full stop");
        assertTrue(plugin.source() != null, name + ": source() is null; where there is none to name it is empty");
        assertEquals(
                Plugin.SPI_LEVEL,
                plugin.spiLevel(),
                name + ": spiLevel() is not that of this SPI; do not override it, it is fixed when you compile");
        checkOptions(name, plugin);
        checkClass(name, plugin.getClass());
    }

    private static void checkOptions(String name, Plugin plugin) {
        Set<String> seen = new HashSet<>();
        for (Option<?> option : plugin.options()) {
            String what = name + ", option '" + option.name() + "'";
            assertTrue(seen.add(option.name()), what + ": declared twice");
            assertFalse(option.doc() == null || option.doc().isBlank(), what + ": has no documentation");
            checkDefault(what, option);
            assertTrue(
                    plugin.options().contains(option),
                    what
                            + ": options() makes new options at each call; declare them as constants of the class, they are "
                            + "looked up by identity");
        }
    }

    private static <T> void checkDefault(String what, Option<T> option) {
        String text = option.format(option.defaultValue());
        T back;
        try {
            back = option.parse(text);
        } catch (RuntimeException e) {
            fail(what + ": its default '" + text + "' is not a valid value: " + e.getMessage());
            return;
        }
        assertEquals(option.defaultValue(), back, what + ": the default, written and read again, differs");
    }

    private static void checkClass(String name, Class<?> type) {
        assertTrue(
                Modifier.isPublic(type.getModifiers()),
                name + ": class " + type.getName() + " is not public, so it cannot be found as a service");
        boolean constructible = false;
        for (var constructor : type.getConstructors()) {
            constructible |= constructor.getParameterCount() == 0;
        }
        assertTrue(constructible, name + ": class " + type.getName() + " has no public constructor without arguments");
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                assertTrue(
                        Modifier.isFinal(field.getModifiers()) || field.isSynthetic(),
                        name + ": field " + field.getName() + " of " + part.getName()
                                + " is not final; a plug-in holds no state and serves several threads");
            }
        }
    }
}
