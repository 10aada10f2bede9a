package org.slicedscore.api.error;

import java.util.Optional;

/**
 * The subject of an error.
 *
 * @since 0.2.0
 */
public sealed interface Subject extends Worded {
    /**
     * A setting.
     *
     * @param name such as {@code batch-size}
     * @param value its value, if meant
     */
    record Setting(String name, Optional<String> value) implements Subject {
        @Override
        public String text(Wording wording) {
            return value.map(v -> wording.setting(name, v)).orElseGet(() -> wording.setting(name));
        }
    }

    /**
     * An option of a plug-in.
     *
     * @param owner the plug-in
     * @param name such as {@code hidden}
     */
    record Option(Subject owner, String name) implements Subject {
        @Override
        public String text(Wording wording) {
            return wording.option(owner, name);
        }
    }

    /**
     * A plug-in.
     *
     * @param kind such as {@code model}
     * @param id such as {@code gmm}
     */
    record Plugin(String kind, String id) implements Subject {
        @Override
        public String text(Wording wording) {
            return kind + " '" + id + "'";
        }
    }

    /**
     * A compute device.
     *
     * @param backend the backend's id
     * @param device the device's id on that backend
     */
    record Device(String backend, String device) implements Subject {
        @Override
        public String text(Wording wording) {
            return "device '" + device + "' of backend '" + backend + "'";
        }
    }

    /**
     * A file, or another source of data.
     *
     * @param name its path, or what the user calls it
     */
    record File(String name) implements Subject {
        @Override
        public String text(Wording wording) {
            return name;
        }
    }

    /**
     * A byte of a file.
     *
     * @param file the file
     * @param offset from 0
     */
    record Byte(String file, long offset) implements Subject {
        @Override
        public String text(Wording wording) {
            return file + ": byte " + offset;
        }
    }

    /**
     * A column of a table.
     *
     * @param file source of the table
     * @param index from 1
     * @param name the column's name
     */
    record Column(String file, int index, String name) implements Subject {
        @Override
        public String text(Wording wording) {
            return file + ": column " + index + " '" + name + "'";
        }
    }

    /**
     * A cell of a table.
     *
     * @param row the row's place, such as {@code line 3}
     * @param column the column
     */
    record Cell(String row, Column column) implements Subject {
        @Override
        public String text(Wording wording) {
            return column.file() + ": " + row + ", column " + column.index() + " '" + column.name() + "'";
        }
    }

    /**
     * Anything else.
     *
     * @param text its name
     */
    record Other(String text) implements Subject {
        @Override
        public String text(Wording wording) {
            return text;
        }
    }

    /**
     * A setting.
     *
     * @param name such as {@code batch-size}
     * @return the subject
     */
    static Setting setting(String name) {
        return new Setting(name, Optional.empty());
    }

    /**
     * A setting with a value.
     *
     * @param name such as {@code noise}
     * @param value such as 0.05
     * @return the subject
     */
    static Setting setting(String name, Object value) {
        return new Setting(name, Optional.of(String.valueOf(value)));
    }
}
