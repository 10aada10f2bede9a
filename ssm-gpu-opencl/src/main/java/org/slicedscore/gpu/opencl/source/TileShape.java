package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A tile shape of matrix products. All shapes give the same bits: every element of C is one chain of fused
 * multiply-adds over k from 0 up. So measurements may choose among them.
 */
public sealed interface TileShape {
    /** Rows of C per group. */
    int rows();

    /** Columns of C per group. */
    int columns();

    /**
     * For graphics processors: a group holds tiles of A and B in local memory, an item a part of C in registers.
     *
     * @param rows of C's tile
     * @param columns of C's tile
     * @param depth of the tiles of A and B
     * @param itemRows rows of an item, a multiple of 4
     * @param itemColumns columns of an item, a multiple of 4
     */
    record Local(int rows, int columns, int depth, int itemRows, int itemColumns) implements TileShape {
        /** Padding of each row of a tile in local memory, in elements, so that banks are used evenly. */
        static final int PAD = 4;

        int across() {
            return columns / itemColumns;
        }

        int down() {
            return rows / itemRows;
        }

        long bytes() {
            return 4L * depth * (rows + columns + 2 * PAD);
        }

        @Override
        public String toString() {
            return "local " + rows + "x" + columns + "x" + depth + " items " + itemRows + "x" + itemColumns;
        }
    }

    /**
     * For processors with vectors and caches: an item packs some columns of B and runs down the rows of A.
     *
     * @param rows rows of C in registers
     * @param width floats of a vector: 4, 8 or 16
     * @param vectors vectors of a row of C in registers
     */
    record Vectors(int rows, int width, int vectors) implements TileShape {
        @Override
        public int columns() {
            return width * vectors;
        }

        @Override
        public String toString() {
            return "vectors " + rows + "x" + vectors + "x" + width;
        }
    }

    /** The shapes that a device can run, at least one, a good guess first. */
    static List<TileShape> candidates(Traits traits) {
        if (traits.cpu()) {
            return List.of(
                    new Vectors(6, 16, 2),
                    new Vectors(12, 16, 2),
                    new Vectors(8, 8, 2),
                    new Vectors(12, 8, 1),
                    new Vectors(4, 8, 2));
        }
        List<TileShape> fit = new ArrayList<>();
        for (Local t : new Local[] {
            new Local(64, 64, 16, 4, 4),
            new Local(128, 128, 8, 8, 8),
            new Local(128, 64, 16, 8, 4),
            new Local(64, 128, 16, 4, 8),
            new Local(32, 64, 16, 4, 4),
            new Local(32, 32, 16, 4, 4),
            new Local(16, 16, 16, 4, 4)
        }) {
            if (t.across() * t.down() <= traits.workGroup() && t.bytes() <= traits.localMemory()) {
                fit.add(t);
            }
        }
        return fit;
    }
}
