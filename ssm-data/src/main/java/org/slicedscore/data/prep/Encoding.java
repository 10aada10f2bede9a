package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first step: from the I inputs of a table to D numeric coordinates, column by column, and back. */
final class Encoding {
    private final List<Part> parts;
    private final int[] offsets;
    private final int dim;
    /** For each input that depends on others its intercept and coefficients, [I + 1]; null for all others. */
    private final double[][] dependence;

    private final List<String> names;

    Encoding(List<Part> parts, double[][] dependence) {
        this.parts = List.copyOf(parts);
        this.dependence = dependence;
        this.offsets = new int[parts.size()];
        List<String> all = new ArrayList<>();
        int next = 0;
        for (int j = 0; j < offsets.length; j++) {
            offsets[j] = next;
            next += parts.get(j).width();
            all.addAll(parts.get(j).names());
        }
        this.dim = next;
        this.names = List.copyOf(all);
    }

    List<Part> parts() {
        return parts;
    }

    double[][] dependence() {
        return dependence;
    }

    int inputs() {
        return parts.size();
    }

    int dim() {
        return dim;
    }

    /** The names of the coordinates. */
    List<String> names() {
        return names;
    }

    /** The first coordinate of an input. */
    int offset(int input) {
        return offsets[input];
    }

    /** The coordinates that are scaled and whitened, ascending. */
    int[] scaled() {
        int[] out = new int[dim];
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
        return parts.stream().allMatch(Part::hasDensity);
    }

    void encode(double[] rows, int from, double[] out, int to) {
        for (int j = 0; j < parts.size(); j++) {
            parts.get(j).encode(rows[from + j], out, to + offsets[j]);
        }
    }

    void decode(double[] coordinates, int from, double[] rows, int to) {
        for (int j = 0; j < parts.size(); j++) {
            rows[to + j] = parts.get(j).decode(coordinates, from + offsets[j]);
        }
        for (int j = 0; j < parts.size(); j++) {
            if (dependence[j] != null) {
                double sum = dependence[j][parts.size()];
                for (int k = 0; k < parts.size(); k++) {
                    // a missing cell beside a coefficient of 0 says nothing
                    sum += dependence[j][k] == 0 ? 0 : dependence[j][k] * rows[to + k];
                }
                rows[to + j] = sum;
            }
        }
    }
}
