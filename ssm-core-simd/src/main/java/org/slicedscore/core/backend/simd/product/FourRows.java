package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;
import org.slicedscore.core.backend.simd.math.PlainMath;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/**
 * Four rows and two vectors of columns of a product, whatever the distances between the numbers of its operands: for products that
 * are read in place, and for tiles in their first second, as this compiles in a tenth of the time that a {@link TileCode} takes.
 */
final class FourRows {
    static final int ROWS = 4;
    static final int COLUMNS = 2 * COUNT;

    /** Numbers of a row that plain loops sum at a time: with more, the compiler runs out of registers. */
    private static final int TOGETHER = 4;

    /** Steps of k of a trial, of which one adds and one does not. */
    private static final int DEPTH = Rehearsal.VECTORS / 2;

    private static final Rehearsal REHEARSAL = new Rehearsal((2 * DEPTH + 1) * 3 * ROWS);
    private static final float[] NUMBERS = new float[(Rehearsal.VECTORS + ROWS) * COLUMNS];

    private FourRows() {}

    /**
     * C = A·B or C = Z + A·B.
     *
     * @param row the distance of A's rows
     * @param step the distance of A's steps of k
     * @param ldb the distance of B's steps of k
     */
    static void multiply(
            float[] a,
            int ao,
            int row,
            int step,
            float[] b,
            int bo,
            int ldb,
            int depth,
            boolean add,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        if (REHEARSAL.isOver()) {
            vectors(a, ao, row, step, b, bo, ldb, depth, add, z, zo, ldz, c, co, ldc);
            return;
        }
        long start = System.nanoTime();
        plain(a, ao, row, step, b, bo, ldb, depth, add, z, zo, ldz, c, co, ldc);
        REHEARSAL.after(start, FourRows::trial);
    }

    /** As {@link #multiply}, number by number. */
    static void plain(
            float[] a,
            int ao,
            int row,
            int step,
            float[] b,
            int bo,
            int ldb,
            int depth,
            boolean add,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j += TOGETHER) {
                part(a, ao + i * row, step, b, bo + j, ldb, depth, add, z, zo + i * ldz + j, c, co + i * ldc + j);
            }
        }
    }

    private static void trial() {
        for (int i = 0; i < 2; i++) {
            vectors(NUMBERS, 0, 1, 4, NUMBERS, 0, COLUMNS, DEPTH, i == 0, NUMBERS, 0, COLUMNS, NUMBERS, 0, COLUMNS);
        }
    }

    /** Four neighbouring sums of a row. */
    private static void part(
            float[] a,
            int ao,
            int step,
            float[] b,
            int bo,
            int ldb,
            int depth,
            boolean add,
            float[] z,
            int zo,
            float[] c,
            int co) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = ao;
        int j = bo;
        for (int k = 0; k < depth; k++) {
            float x = a[i];
            s0 = PlainMath.multiplyAdd(x, b[j], s0);
            s1 = PlainMath.multiplyAdd(x, b[j + 1], s1);
            s2 = PlainMath.multiplyAdd(x, b[j + 2], s2);
            s3 = PlainMath.multiplyAdd(x, b[j + 3], s3);
            i += step;
            j += ldb;
        }
        c[co] = add ? s0 + z[zo] : s0;
        c[co + 1] = add ? s1 + z[zo + 1] : s1;
        c[co + 2] = add ? s2 + z[zo + 2] : s2;
        c[co + 3] = add ? s3 + z[zo + 3] : s3;
    }

    /** As {@link #multiply}, on vectors. */
    static void vectors(
            float[] a,
            int ao,
            int row,
            int step,
            float[] b,
            int bo,
            int ldb,
            int depth,
            boolean add,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector p1 = zero;
        FloatVector p2 = zero;
        FloatVector p3 = zero;
        FloatVector q0 = zero;
        FloatVector q1 = zero;
        FloatVector q2 = zero;
        FloatVector q3 = zero;
        for (int k = 0; k < depth; k++) {
            int j = bo + k * ldb;
            int i = ao + k * step;
            FloatVector u = FloatVector.fromArray(FLOAT, b, j);
            FloatVector v = FloatVector.fromArray(FLOAT, b, j + COUNT);
            FloatVector x = FloatVector.broadcast(FLOAT, a[i]);
            p0 = FMA ? x.fma(u, p0) : x.mul(u).add(p0);
            q0 = FMA ? x.fma(v, q0) : x.mul(v).add(q0);
            x = FloatVector.broadcast(FLOAT, a[i + row]);
            p1 = FMA ? x.fma(u, p1) : x.mul(u).add(p1);
            q1 = FMA ? x.fma(v, q1) : x.mul(v).add(q1);
            x = FloatVector.broadcast(FLOAT, a[i + 2 * row]);
            p2 = FMA ? x.fma(u, p2) : x.mul(u).add(p2);
            q2 = FMA ? x.fma(v, q2) : x.mul(v).add(q2);
            x = FloatVector.broadcast(FLOAT, a[i + 3 * row]);
            p3 = FMA ? x.fma(u, p3) : x.mul(u).add(p3);
            q3 = FMA ? x.fma(v, q3) : x.mul(v).add(q3);
        }
        if (add) {
            p0 = FloatVector.fromArray(FLOAT, z, zo).add(p0);
            q0 = FloatVector.fromArray(FLOAT, z, zo + COUNT).add(q0);
            p1 = FloatVector.fromArray(FLOAT, z, zo + ldz).add(p1);
            q1 = FloatVector.fromArray(FLOAT, z, zo + ldz + COUNT).add(q1);
            p2 = FloatVector.fromArray(FLOAT, z, zo + 2 * ldz).add(p2);
            q2 = FloatVector.fromArray(FLOAT, z, zo + 2 * ldz + COUNT).add(q2);
            p3 = FloatVector.fromArray(FLOAT, z, zo + 3 * ldz).add(p3);
            q3 = FloatVector.fromArray(FLOAT, z, zo + 3 * ldz + COUNT).add(q3);
        }
        p0.intoArray(c, co);
        q0.intoArray(c, co + COUNT);
        p1.intoArray(c, co + ldc);
        q1.intoArray(c, co + ldc + COUNT);
        p2.intoArray(c, co + 2 * ldc);
        q2.intoArray(c, co + 2 * ldc + COUNT);
        p3.intoArray(c, co + 3 * ldc);
        q3.intoArray(c, co + 3 * ldc + COUNT);
    }
}
