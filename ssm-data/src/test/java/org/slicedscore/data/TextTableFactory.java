package org.slicedscore.data;

import java.util.List;
import java.util.stream.IntStream;

/** Tables for tests of other packages. */
public final class TextTableFactory {
    private TextTableFactory() {}

    public static Table of(String source, double[] values, int dim) {
        int[] origin = IntStream.range(0, values.length / dim).toArray();
        return new Table(
                source, IntStream.rangeClosed(1, dim).mapToObj(i -> "x" + i).toList(), values, origin, null, List.of());
    }
}
