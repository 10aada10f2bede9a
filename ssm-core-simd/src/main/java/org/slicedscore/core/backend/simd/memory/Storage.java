package org.slicedscore.core.backend.simd.memory;

import org.slicedscore.api.error.SsmException;

/**
 * Hands out memory that begins at a cache line, as pieces of large arrays. A vector as wide as a cache line that is not
 * aligned to one touches two, and an element-wise loop then takes almost twice as long.
 *
 * <p>{@link ArrayAddress} gives the address of an array. Without permission for that it is guessed: the collectors G1,
 * ZGC and Shenandoah give a large array its own region and place it at the region's start; its elements follow
 * a header of 16 bytes. These never move it. Others may: the serial collector leaves it in place only if it was large
 * enough for the old generation from the start. Unaligned memory only costs time.
 */
public final class Storage {
    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Bytes of an array's header. */
    private static final int HEADER = 16;

    /** Floats beyond the end of every piece, so that kernels may read whole vectors and tiles at the end. */
    private static final int SLACK = 64;

    /**
     * Floats of an array that holds many pieces. G1 makes about 2048 regions of 2ⁿ bytes, rounded up, at most 32 MB,
     * and gives arrays of more than half a region their own.
     */
    private static final int SHARED =
            Math.clamp(Long.highestOneBit(2 * (Runtime.getRuntime().maxMemory() / 4096) - 1), 1 << 19, 1 << 24)
                            / Float.BYTES
                    + LINE;

    private static final int MOST = Integer.MAX_VALUE - 8 - LINE - SLACK;

    private float[] array = new float[0];
    private int used;

    /**
     * A piece of memory, filled with zeros.
     *
     * @param array the array
     * @param start its first element
     */
    public record Piece(float[] array, int start) {}

    /** A piece, released when nothing refers to its array any more. */
    public Piece allocate(long elements) {
        if (elements > MOST) {
            throw SsmException.backend(
                    "backend 'simd' cannot hold %d numbers in one piece, the most is %d; use a smaller batch",
                    elements, MOST);
        }
        int size = ((int) elements + SLACK + LINE - 1) / LINE * LINE;
        if (size > array.length - used) {
            int length = Math.max(size + LINE, SHARED);
            float[] fresh = array(length);
            int first = firstLine(fresh);
            if (length - first - size < array.length - used) {
                // the current array has more left
                return new Piece(fresh, first);
            }
            array = fresh;
            used = first;
        }
        Piece piece = new Piece(array, used);
        used += size;
        return piece;
    }

    /** The first element of an array that begins a cache line. */
    private static int firstLine(float[] array) {
        long address = ArrayAddress.of(array);
        int beyond = (int) ((address < 0 ? HEADER : address) / Float.BYTES % LINE);
        return (LINE - beyond) % LINE;
    }

    private static float[] array(int length) {
        try {
            return new float[length];
        } catch (OutOfMemoryError e) {
            throw SsmException.backend(
                    "backend 'simd' needs %d MB in one piece, more than this JVM has left; raise -Xmx or use a smaller batch",
                    (long) length * Float.BYTES >> 20);
        }
    }
}
