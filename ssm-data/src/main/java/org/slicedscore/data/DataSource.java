package org.slicedscore.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.PluginText;
import org.slicedscore.data.io.PathNames;
import org.slicedscore.data.io.Quoting;

/** A source of rows. */
public sealed interface DataSource {
    /** What {@link #parse} reads, for help and messages. */
    String FORMS = "a path, - for standard input, builtin:NAME, synthetic:ID or generator:ID";

    /** The source in the syntax of {@link #parse}, on one line; empty for rows made by a program. */
    String spec();

    /** The source's name in messages, on one line. */
    default String name() {
        return spec();
    }

    /**
     * A name for files and folders made of these rows: that of the file without its endings, of the built-in set or of the
     * generator. It has letters, digits, {@code _} and {@code -} alone, at least one of them, and begins with no {@code -},
     * which would make an option of it.
     */
    default String stem() {
        String name = switch (this) {
            // the folder "." has a name, too
            case File(Path path) -> {
                Path last = path.toAbsolutePath().normalize().getFileName();
                yield last == null ? "" : last.toString().replaceFirst("(?<=.)\\..*", "");
            }
            case StandardInput() -> "stdin";
            case BuiltIn(BuiltinSet set) -> set.name();
            case Generated generated -> generated.id();
            case Memory(String rows) -> rows;
        };
        String stem = name.replaceAll("[^\\p{L}\\p{M}\\p{N}_-]+", "-").replaceAll("^-+|-+$", "");
        return stem.isEmpty() ? "data" : stem;
    }

    /** A file. */
    record File(Path path) implements DataSource {
        @Override
        public String spec() {
            return path.toString();
        }
    }

    /** Standard input. */
    record StandardInput() implements DataSource {
        @Override
        public String spec() {
            return "-";
        }

        @Override
        public String name() {
            return "standard input";
        }
    }

    /** A built-in set. */
    record BuiltIn(BuiltinSet set) implements DataSource {
        private static final String PREFIX = "builtin:";

        @Override
        public String spec() {
            return PREFIX + set.name();
        }
    }

    /**
     * Rows drawn by a generator: once, or afresh at every training step.
     *
     * @param afresh whether training draws afresh at every step
     * @param id the generator's id
     * @param rows number of rows drawn beforehand; if training draws afresh, they serve to fit the preprocessing and
     *     for the held-out sets
     * @param seed of the draw
     * @param options the given values of the generator's options
     */
    record Generated(boolean afresh, String id, int rows, long seed, Map<String, String> options)
            implements DataSource {
        private static final int DEFAULT_ROWS = 10_000;
        private static final String ONCE = "synthetic:";
        private static final String AFRESH = "generator:";

        /** The spelling of {@link #AFRESH} in version 0.1.0. */
        private static final String FORMERLY = "sampler:";

        /** Copies the map, keeping its order. */
        public Generated {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        /** The source without its parameters, such as {@code synthetic:rings}. */
        public String kind() {
            return (afresh ? AFRESH : ONCE) + id;
        }

        @Override
        public String spec() {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("n", Integer.toString(rows));
            all.put("seed", Long.toString(seed));
            all.putAll(options);
            return PluginText.format(kind(), all);
        }

        /** Reads {@code ID?n=…&seed=…&option=value…}. The generator checks the options. */
        private static Generated parse(boolean afresh, String text) {
            PluginText given = PluginText.of(text);
            Subject kind = new Subject.File((afresh ? AFRESH : ONCE) + given.id());
            Map<String, String> options = given.options(kind);
            String n = options.remove("n");
            String seed = options.remove("seed");
            return new Generated(
                    afresh,
                    given.id(),
                    n == null ? DEFAULT_ROWS : (int) whole(kind, "n", n, 1, Integer.MAX_VALUE),
                    seed == null ? 0 : whole(kind, "seed", seed, Long.MIN_VALUE, Long.MAX_VALUE),
                    options);
        }

        private static long whole(Subject kind, String key, String text, long least, long most) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Reported below, like a number out of range.
            }
            throw Problem.usage(kind)
                    .found("%s=%s", key, Quoting.plain(text, 40))
                    .expected("a whole number from %d to %d", least, most)
                    .exception();
        }
    }

    /**
     * Rows made by a program.
     *
     * @param name their name in messages
     */
    record Memory(String name) implements DataSource {
        @Override
        public String spec() {
            return "";
        }
    }

    /**
     * Reads the name of a source.
     *
     * @param text a path; {@code -} for standard input; {@code builtin:NAME}; {@code synthetic:ID?n=…&seed=…&option=value…}
     *     for rows that the generator of that id draws once; or {@code generator:ID?…} for rows that it draws afresh at every
     *     step
     * @return the source, not opened yet
     * @throws SsmException of kind USAGE for any other text
     */
    static DataSource parse(String text) {
        if (text.isBlank()) {
            throw Problem.usage(Subject.setting("data"))
                    .found("nothing")
                    .expected(FORMS)
                    .exception();
        }
        if (text.equals("-")) {
            return new StandardInput();
        }
        if (text.startsWith(BuiltIn.PREFIX)) {
            return new BuiltIn(Builtins.named(text.substring(BuiltIn.PREFIX.length())));
        }
        if (text.startsWith(Generated.ONCE)) {
            return Generated.parse(false, text.substring(Generated.ONCE.length()));
        }
        if (text.startsWith(Generated.AFRESH)) {
            return Generated.parse(true, text.substring(Generated.AFRESH.length()));
        }
        if (text.startsWith(Generated.FORMERLY)) {
            return Generated.parse(true, text.substring(Generated.FORMERLY.length()));
        }
        return new File(PathNames.of(text));
    }
}
