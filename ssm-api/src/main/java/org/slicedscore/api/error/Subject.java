package org.slicedscore.api.error;

import java.util.Optional;
import java.util.OptionalInt;

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
     * A place in a text file.
     *
     * @param file the file
     * @param line from 1
     * @param column the character in the line, from 1, if known
     */
    record Place(String file, long line, OptionalInt column) implements Subject {
        @Override
        public String text(Wording wording) {
            return column.isPresent() ? file + ":" + line + ":" + column.getAsInt() : file + ": line " + line;
        }
    }

    /**
     * A key of a configuration file.
     *
     * @param place where it is written
     * @param name the key as it is written
     */
    record Key(Place place, String name) implements Subject {
        @Override
        public String text(Wording wording) {
            return place.text(wording) + ": " + name;
        }
    }

    /**
     * A column of a table.
     *
     * @param file source of the table
     * @param index from 1
     * @param name the column's name; empty if it has none
     */
    record Column(String file, int index, String name) implements Subject {
        @Override
        public String text(Wording wording) {
            return file + ": " + inTable();
        }

        /** {@return the column without its table, such as {@code column 2 'b'}} */
        public String inTable() {
            return "column " + index + (name.isEmpty() ? "" : " '" + name + "'");
        }
    }

    /**
     * A cell of a table.
     *
     * @param row the row's place, such as {@code line 3} or {@code row 3}
     * @param line the line that the row begins on, from 1; 0 if the table has no lines
     * @param column the column
     */
    record Cell(String row, long line, Column column) implements Subject {
        @Override
        public String text(Wording wording) {
            return column.file() + ": " + row + ", " + column.inTable();
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
     * A line of a text file.
     *
     * @param file the file
     * @param line from 1
     * @return the subject
     */
    static Place line(String file, long line) {
        return new Place(file, line, OptionalInt.empty());
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
