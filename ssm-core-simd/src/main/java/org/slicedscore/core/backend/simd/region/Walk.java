package org.slicedscore.core.backend.simd.region;

import java.util.Arrays;

/**
 * Copies between a range of a region's points, taken in row-major order, and a strided view on memory. The innermost axis
 * and the one around it are walked in plain loops; where a plane of these two starts is worked out by division.
 */
final class Walk {
    private Walk() {}

    /** Where a point lies: the sum of its indices times the strides. */
    static int position(int[] extents, int[] strides, int point) {
        int rest = point;
        int at = 0;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            int next = rest / extents[axis];
            at += (rest - next * extents[axis]) * strides[axis];
            rest = next;
        }
        return at;
    }

    /** {@code to} = the elements of n points. */
    static void gather(float[] from, int start, int[] extents, int[] strides, int point, int n, float[] to, int at) {
        int last = extents.length - 1;
        int width = extents[last];
        int step = strides[last];
        int height = last > 0 ? extents[last - 1] : 1;
        int rowStep = last > 0 ? strides[last - 1] : 0;
        int done = 0;
        while (done < n) {
            int p = point + done;
            int column = p % width;
            int row = p / width % height;
            int f = start + position(extents, strides, p - column);
            for (; row < height && done < n; row++) {
                int count = Math.min(width - column, n - done);
                run(from, f + column * step, step, count, to, at + done);
                done += count;
                column = 0;
                f += rowStep;
            }
        }
    }

    private static void run(float[] from, int f, int step, int n, float[] to, int at) {
        if (step == 1) {
            if (n < 8) {
                for (int i = 0; i < n; i++) {
                    to[at + i] = from[f + i];
                }
            } else {
                System.arraycopy(from, f, to, at, n);
            }
        } else if (step == 0) {
            Arrays.fill(to, at, at + n, from[f]);
        } else {
            for (int i = 0; i < n; i++) {
                to[at + i] = from[f + i * step];
            }
        }
    }

    /** The elements of n points = {@code from}. */
    static void scatter(float[] from, int fo, int[] extents, int[] strides, int point, int n, float[] to, int start) {
        int last = extents.length - 1;
        int width = extents[last];
        int step = strides[last];
        int height = last > 0 ? extents[last - 1] : 1;
        int rowStep = last > 0 ? strides[last - 1] : 0;
        int done = 0;
        while (done < n) {
            int p = point + done;
            int column = p % width;
            int row = p / width % height;
            int t = start + position(extents, strides, p - column);
            for (; row < height && done < n; row++) {
                int count = Math.min(width - column, n - done);
                if (step == 1) {
                    System.arraycopy(from, fo + done, to, t + column, count);
                } else {
                    for (int i = 0; i < count; i++) {
                        to[t + (column + i) * step] = from[fo + done + i];
                    }
                }
                done += count;
                column = 0;
                t += rowStep;
            }
        }
    }
}
