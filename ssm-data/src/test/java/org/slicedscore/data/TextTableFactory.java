package org.slicedscore.data;

import java.util.stream.IntStream;

/** Tables for tests of other packages. */
public final class TextTableFactory {
    private TextTableFactory() {}

    public static Table of(String source, double[] values, int dim) {
        return Table.of(
                source, IntStream.rangeClosed(1, dim).mapToObj(i -> "x" + i).toList(), values);
    }
}
