package org.slicedscore.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/** Where rows come from. */
public sealed interface DataSource {
    /** The source as {@link #parse} reads it, in one line; empty for rows that a program made. */
    String spec();

    /** What messages call the source, in one line. */
    default String name() {
        return spec();
    }

    /**
     * A file.
     *
     * @param path where it is
     */
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

    /**
     * A set that ships.
     *
     * @param set which
     */
    record BuiltIn(BuiltinSet set) implements DataSource {
        private static final String PREFIX = "builtin:";

        @Override
        public String spec() {
            return PREFIX + set.name();
        }
    }

    /**
     * Rows drawn by a generator: once, or by training afresh at every step.
     *
     * @param afresh whether training goes on drawing
     * @param id the generator's id
     * @param rows how many rows are drawn beforehand; where training goes on drawing, they are for fitting the preprocessing
     *     and for holding out
     * @param seed of the draw
     * @param options values of the generator's options, the given ones
     */
    record Generated(boolean afresh, String id, int rows, long seed, Map<String, String> options)
            implements DataSource {
        private static final int DEFAULT_ROWS = 10_000;
        private static final String ONCE = "synthetic:";
        private static final String AFRESH = "generator:";

        /** How version 0.1.0 spelled {@link #AFRESH}. */
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
            StringBuilder text = new StringBuilder(kind() + "?n=" + rows + "&seed=" + seed);
            options.forEach(
                    (key, value) -> text.append('&').append(key).append('=').append(value));
            return text.toString();
        }

        /** Reads {@code ID?n=…&seed=…&option=value…}. Which options there are, the generator knows. */
        private static Generated parse(boolean afresh, String text) {
            int query = text.indexOf('?');
            String id = query < 0 ? text : text.substring(0, query);
            Subject kind = new Subject.File((afresh ? AFRESH : ONCE) + id);
            Map<String, String> options = new LinkedHashMap<>();
            String given = query < 0 ? "" : text.substring(query + 1);
            for (String part : given.isEmpty() ? new String[0] : given.split("&", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1 || options.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                    throw Problem.usage(kind)
                            .found("%s", Quoting.quote(part))
                            .expected("each parameter once, as NAME=VALUE, separated by &")
                            .exception();
                }
            }
            String n = options.remove("n");
            String seed = options.remove("seed");
            return new Generated(
                    afresh,
                    id,
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
                // Answered below, as a number out of range is.
            }
            throw Problem.usage(kind)
                    .found("%s=%s", key, Quoting.plain(text, 40))
                    .expected("a whole number from %d to %d", least, most)
                    .exception();
        }
    }

    /**
     * Rows that a program made.
     *
     * @param name what messages call them
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
     * @throws SsmException of kind USAGE if it is none of these
     */
    static DataSource parse(String text) {
        if (text.isBlank()) {
            throw Problem.usage(Subject.setting("data"))
                    .found("nothing")
                    .expected("a path, -, builtin:NAME, synthetic:ID or generator:ID")
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
        try {
            return new File(Path.of(text));
        } catch (InvalidPathException e) {
            throw SsmException.usage("%s is no valid path; check it", Quoting.quote(text));
        }
    }
}
