package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slicedscore.data.schema.Role;

/**
 * The first step: from the I inputs of a table to D numeric coordinates, column by column, and back; behind them come the C
 * numbers that stand for the conditions.
 */
final class Encoding {
    private final List<Part> parts;
    private final int[] offsets;
    private final int dim;
    private final int width;
    /** For each input that follows from others how it does; null for all others. */
    private final Consequence[] consequences;

    private final List<String> names;

    Encoding(List<Part> parts, double[][] dependence) {
        this.parts = List.copyOf(parts);
        this.consequences = new Consequence[parts.size()];
        for (int j = 0; j < dependence.length; j++) {
            if (dependence[j] != null) {
                consequences[j] = Consequence.of(j, dependence[j], ((Part.Watched) parts.get(j)).value());
            }
        }
        this.offsets = new int[parts.size()];
        List<String> all = new ArrayList<>();
        this.dim = place(0, false, all);
        this.names = List.copyOf(all);
        this.width = place(dim, true, new ArrayList<>());
    }

    /** Gives places to the coordinates of conditions, or of all else; the next free place. */
    private int place(int first, boolean conditions, List<String> named) {
        int next = first;
        for (int j = 0; j < offsets.length; j++) {
            if (isCondition(j) == conditions) {
                offsets[j] = next;
                next += parts.get(j).width();
                named.addAll(parts.get(j).names());
            }
        }
        return next;
    }

    /** Whether an input is a condition. */
    boolean isCondition(int input) {
        return parts.get(input).column().role() == Role.CONDITION;
    }

    List<Part> parts() {
        return parts;
    }

    /** How an input follows from others; null if it does not. */
    Consequence consequence(int input) {
        return consequences[input];
    }

    /** The inputs that follow from others. */
    List<Consequence> consequences() {
        return Arrays.stream(consequences).filter(Objects::nonNull).toList();
    }

    int inputs() {
        return parts.size();
    }

    /** The number of coordinates that have a density: D. */
    int dim() {
        return dim;
    }

    /** The number of all coordinates: D and those of the conditions behind them. */
    int width() {
        return width;
    }

    /** The names of the D coordinates. */
    List<String> names() {
        return names;
    }

    /** The first coordinate of an input. */
    int offset(int input) {
        return offsets[input];
    }

    /** The coordinates that are scaled, in the order of the inputs; those of conditions are not whitened. */
    int[] scaled() {
        int[] out = new int[width];
        int count = 0;
        for (int j = 0; j < parts.size(); j++) {
            for (int k = 0; k < parts.get(j).scaled(); k++) {
                out[count++] = offsets[j] + k;
            }
        }
        return Arrays.copyOf(out, count);
    }

    /** Whether a density of the coordinates is one of the inputs that are not kept out of it. */
    boolean hasDensity() {
        return IntStream.range(0, parts.size())
                .allMatch(j -> isCondition(j) || parts.get(j).hasDensity());
    }

    void encode(double[] rows, int from, double[] out, int to) {
        for (int j = 0; j < parts.size(); j++) {
            parts.get(j).encode(rows[from + j], out, to + offsets[j]);
        }
    }

    /** The inputs of D coordinates; conditions, which those do not hold, are missing. */
    void decode(double[] coordinates, int from, double[] rows, int to) {
        for (int j = 0; j < parts.size(); j++) {
            rows[to + j] = isCondition(j) ? Double.NaN : parts.get(j).decode(coordinates, from + offsets[j]);
        }
        for (int j = 0; j < parts.size(); j++) {
            if (consequences[j] != null) {
                rows[to + j] = consequences[j].expected(rows, to);
            }
        }
    }
}
