package org.slicedscore.cli.config;

import java.util.OptionalInt;
import org.slicedscore.api.error.Subject;

/** Where a value was written, in the words of an error message. */
public sealed interface Origin {
    /**
     * The place, to begin a message with, such as {@code --batch-size}, {@code SSM_BATCH_SIZE} or {@code my.json:3:17:
     * batch-size}.
     */
    String describe();

    /** The place, for an error to be about. */
    default Subject subject() {
        return new Subject.Other(describe());
    }

    /** The command line. */
    record Flag(String flag) implements Origin {
        @Override
        public String describe() {
            return flag;
        }
    }

    /** The environment. */
    record Variable(String variable) implements Origin {
        @Override
        public String describe() {
            return variable + " in the environment";
        }
    }

    /**
     * A configuration file.
     *
     * @param file its path, as given
     * @param line of the key, from 1
     * @param column of the key, from 1
     * @param key the key
     */
    record Entry(String file, int line, int column, String key) implements Origin {
        @Override
        public String describe() {
            return subject().text(FlagWording.FLAGS);
        }

        @Override
        public Subject.Key subject() {
            return new Subject.Key(new Subject.Place(file, line, OptionalInt.of(column)), key);
        }
    }
}
