package org.slicedscore.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.synthetic.SyntheticSets;

/** Where rows come from: what follows {@code --data}. */
public sealed interface DataSource {
    /**
     * A file.
     *
     * @param path where it is
     */
    record File(Path path) implements DataSource {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Standard input. */
    record StandardInput() implements DataSource {
        @Override
        public String toString() {
            return "-";
        }
    }

    /**
     * A set that ships.
     *
     * @param set which
     */
    record BuiltIn(BuiltinSet set) implements DataSource {
        @Override
        public String toString() {
            return "builtin:" + set.name();
        }
    }

    /**
     * Rows drawn from a known density.
     *
     * @param name which density
     * @param rows how many
     * @param seed of the draw
     * @param parameters of the density, the given ones
     */
    record Synthetic(String name, int rows, long seed, Map<String, Double> parameters) implements DataSource {
        /** Rows where none are asked for. */
        public static final int DEFAULT_ROWS = 10_000;

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("synthetic:" + name + "?n=" + rows + "&seed=" + seed);
            parameters.forEach(
                    (key, value) -> text.append('&').append(key).append('=').append(value));
            return text.toString();
        }
    }

    /**
     * Rows drawn by a generator, which training goes on drawing from.
     *
     * @param id the generator's id
     * @param rows how many rows are drawn beforehand, to fit the preprocessing on and to hold out
     * @param seed of the draw
     * @param options values of the generator's options, the given ones
     */
    record Sampler(String id, int rows, long seed, Map<String, String> options) implements DataSource {
        /** What such a source begins with. */
        public static final String PREFIX = "sampler:";

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(PREFIX + id + "?n=" + rows + "&seed=" + seed);
            options.forEach(
                    (key, value) -> text.append('&').append(key).append('=').append(value));
            return text.toString();
        }
    }

    /**
     * Reads the argument of {@code --data}.
     *
     * @param text a path, {@code -}, {@code builtin:NAME}, {@code synthetic:NAME?n=…&seed=…&…} or {@code sampler:ID?…}
     * @return the source, not opened yet
     * @throws SsmException of kind USAGE for an unknown name or parameter, with the nearest valid one
     */
    static DataSource parse(String text) {
        if (text.isBlank()) {
            throw SsmException.usage("--data: found nothing, expected a path, -, builtin:NAME or synthetic:NAME");
        }
        if (text.equals("-")) {
            return new StandardInput();
        }
        if (text.startsWith("builtin:")) {
            return new BuiltIn(Builtins.named(text.substring("builtin:".length())));
        }
        if (text.startsWith("synthetic:")) {
            return synthetic(text.substring("synthetic:".length()));
        }
        if (text.startsWith(Sampler.PREFIX)) {
            return sampler(text.substring(Sampler.PREFIX.length()));
        }
        try {
            return new File(Path.of(text));
        } catch (InvalidPathException e) {
            throw SsmException.usage("--data: %s is no valid path; check it", Quoting.quote(text));
        }
    }

    /** Which options there are is known to the generator alone, and checked when it is opened. */
    private static Sampler sampler(String text) {
        int query = text.indexOf('?');
        String id = query < 0 ? text : text.substring(0, query);
        String kind = Sampler.PREFIX + id;
        int rows = Synthetic.DEFAULT_ROWS;
        long seed = 0;
        Map<String, String> options = new LinkedHashMap<>();
        String given = query < 0 ? "" : text.substring(query + 1);
        for (String part : given.isEmpty() ? new String[0] : given.split("&", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? null : part.substring(equals + 1);
            if (value == null || key.isEmpty() || options.put(key, value) != null) {
                throw SsmException.usage(
                        "--data %s: found %s, expected each option once, as NAME=VALUE, separated by &",
                        kind, Quoting.quote(part));
            }
        }
        String n = options.remove("n");
        if (n != null) {
            rows = (int) whole(kind, "n", n, 1, Integer.MAX_VALUE);
        }
        String s = options.remove("seed");
        if (s != null) {
            seed = whole(kind, "seed", s, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return new Sampler(id, rows, seed, options);
    }

    private static Synthetic synthetic(String text) {
        int query = text.indexOf('?');
        String name = query < 0 ? text : text.substring(0, query);
        if (!SyntheticSets.names().contains(name)) {
            throw SsmException.usage(
                    "--data: there is no synthetic set %s; %s",
                    Quoting.quote(name), Suggest.among(name, SyntheticSets.names()));
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        int rows = Synthetic.DEFAULT_ROWS;
        long seed = 0;
        Map<String, String> given = query(name, query < 0 ? "" : text.substring(query + 1));
        for (Map.Entry<String, String> entry : given.entrySet()) {
            switch (entry.getKey()) {
                case "n" -> rows = (int) whole("synthetic:" + name, "n", entry.getValue(), 1, Integer.MAX_VALUE);
                case "seed" ->
                    seed = whole("synthetic:" + name, "seed", entry.getValue(), Long.MIN_VALUE, Long.MAX_VALUE);
                default -> parameters.put(entry.getKey(), number(name, entry.getKey(), entry.getValue()));
            }
        }
        SyntheticSets.create(name, parameters);
        return new Synthetic(name, rows, seed, parameters);
    }

    private static Map<String, String> query(String name, String text) {
        Map<String, String> given = new LinkedHashMap<>();
        var valid = SyntheticSets.parameterNames(name);
        for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            if (!valid.contains(key)) {
                throw SsmException.usage(
                        "--data synthetic:%s: there is no parameter %s; %s",
                        name, Quoting.quote(key), Suggest.among(key, valid));
            }
            if (equals < 0 || given.put(key, part.substring(equals + 1)) != null) {
                throw SsmException.usage(
                        "--data synthetic:%s: found %s, expected each parameter once, as %s=VALUE, separated by &",
                        name, Quoting.quote(part), key);
            }
        }
        return given;
    }

    private static long whole(String kind, String key, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw SsmException.usage(
                "--data %s: found %s=%s, expected a whole number from %d to %d",
                kind, key, Quoting.plain(text, 40), least, most);
    }

    private static double number(String name, String key, String text) {
        double value = Numbers.parse(text);
        if (!Double.isFinite(value)) {
            throw SsmException.usage(
                    "--data synthetic:%s: found %s=%s, expected a number", name, key, Quoting.plain(text, 40));
        }
        return value;
    }
}
