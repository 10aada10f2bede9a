package org.slicedscore.core.backend.simd.memory;

import org.slicedscore.api.plan.View;

/**
 * The layout of a matrix in an array: element (i, j) of matrix q at {@code q · batch + i · row + j · column} from its
 * start.
 *
 * @param batch distance between matrices, 0 to repeat one
 * @param row distance between rows
 * @param column distance between columns
 */
public record Operand(int batch, int row, int column) {
    public static Operand of(View v) {
        return new Operand(Buffers.stride(v, 0), Buffers.stride(v, 1), Buffers.stride(v, 2));
    }

    /** The same memory with rows and columns exchanged. */
    public Operand transposed() {
        return new Operand(batch, column, row);
    }
}
