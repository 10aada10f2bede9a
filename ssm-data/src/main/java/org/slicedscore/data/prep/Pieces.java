package org.slicedscore.data.prep;

import java.util.stream.IntStream;

/** Cuts work on rows into pieces, which run in parallel: what a row becomes depends on that row only. */
final class Pieces {
    static final int ROWS = 256;

    interface Piece {
        void work(int from, int to);
    }

    private Pieces() {}

    static void each(int rows, Piece piece) {
        int pieces = (rows + ROWS - 1) / ROWS;
        IntStream.range(0, pieces).parallel().forEach(p -> piece.work(p * ROWS, Math.min(rows, (p + 1) * ROWS)));
    }
}
