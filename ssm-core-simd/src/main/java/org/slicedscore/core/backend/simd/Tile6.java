package org.slicedscore.core.backend.simd;

import static org.slicedscore.core.backend.simd.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.Lanes.fma;

import jdk.incubator.vector.FloatVector;

/** Six rows of C at a time: 12 accumulators, two columns of B and one broadcast of A fill 15 of 16 registers. See {@link Tile}. */
final class Tile6 {
    private static final int PITCH = Tile.PITCH;
    private static final int WIDTH = Tile.WIDTH;

    private Tile6() {}

    static void byRows(float[] a, int ao, float[] b, int bo, int depth, float[] c, int co, int ldc) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector q0 = zero;
        FloatVector p1 = zero;
        FloatVector q1 = zero;
        FloatVector p2 = zero;
        FloatVector q2 = zero;
        FloatVector p3 = zero;
        FloatVector q3 = zero;
        FloatVector p4 = zero;
        FloatVector q4 = zero;
        FloatVector p5 = zero;
        FloatVector q5 = zero;
        for (int k = 0; k < depth; k++) {
            int i = ao + k;
            int j = bo + k * WIDTH;
            FloatVector u = FloatVector.fromArray(FLOAT, b, j);
            FloatVector v = FloatVector.fromArray(FLOAT, b, j + COUNT);
            FloatVector x = FloatVector.broadcast(FLOAT, a[i]);
            p0 = fma(x, u, p0);
            q0 = fma(x, v, q0);
            x = FloatVector.broadcast(FLOAT, a[i + PITCH]);
            p1 = fma(x, u, p1);
            q1 = fma(x, v, q1);
            x = FloatVector.broadcast(FLOAT, a[i + 2 * PITCH]);
            p2 = fma(x, u, p2);
            q2 = fma(x, v, q2);
            x = FloatVector.broadcast(FLOAT, a[i + 3 * PITCH]);
            p3 = fma(x, u, p3);
            q3 = fma(x, v, q3);
            x = FloatVector.broadcast(FLOAT, a[i + 4 * PITCH]);
            p4 = fma(x, u, p4);
            q4 = fma(x, v, q4);
            x = FloatVector.broadcast(FLOAT, a[i + 5 * PITCH]);
            p5 = fma(x, u, p5);
            q5 = fma(x, v, q5);
        }
        p0.intoArray(c, co);
        q0.intoArray(c, co + COUNT);
        p1.intoArray(c, co + ldc);
        q1.intoArray(c, co + ldc + COUNT);
        p2.intoArray(c, co + 2 * ldc);
        q2.intoArray(c, co + 2 * ldc + COUNT);
        p3.intoArray(c, co + 3 * ldc);
        q3.intoArray(c, co + 3 * ldc + COUNT);
        p4.intoArray(c, co + 4 * ldc);
        q4.intoArray(c, co + 4 * ldc + COUNT);
        p5.intoArray(c, co + 5 * ldc);
        q5.intoArray(c, co + 5 * ldc + COUNT);
    }

    static void bySteps(float[] a, int ao, float[] b, int bo, int depth, float[] c, int co, int ldc) {
        FloatVector zero = FloatVector.zero(FLOAT);
        FloatVector p0 = zero;
        FloatVector q0 = zero;
        FloatVector p1 = zero;
        FloatVector q1 = zero;
        FloatVector p2 = zero;
        FloatVector q2 = zero;
        FloatVector p3 = zero;
        FloatVector q3 = zero;
        FloatVector p4 = zero;
        FloatVector q4 = zero;
        FloatVector p5 = zero;
        FloatVector q5 = zero;
        for (int k = 0; k < depth; k++) {
            int i = ao + k * 6;
            int j = bo + k * WIDTH;
            FloatVector u = FloatVector.fromArray(FLOAT, b, j);
            FloatVector v = FloatVector.fromArray(FLOAT, b, j + COUNT);
            FloatVector x = FloatVector.broadcast(FLOAT, a[i]);
            p0 = fma(x, u, p0);
            q0 = fma(x, v, q0);
            x = FloatVector.broadcast(FLOAT, a[i + 1]);
            p1 = fma(x, u, p1);
            q1 = fma(x, v, q1);
            x = FloatVector.broadcast(FLOAT, a[i + 2]);
            p2 = fma(x, u, p2);
            q2 = fma(x, v, q2);
            x = FloatVector.broadcast(FLOAT, a[i + 3]);
            p3 = fma(x, u, p3);
            q3 = fma(x, v, q3);
            x = FloatVector.broadcast(FLOAT, a[i + 4]);
            p4 = fma(x, u, p4);
            q4 = fma(x, v, q4);
            x = FloatVector.broadcast(FLOAT, a[i + 5]);
            p5 = fma(x, u, p5);
            q5 = fma(x, v, q5);
        }
        p0.intoArray(c, co);
        q0.intoArray(c, co + COUNT);
        p1.intoArray(c, co + ldc);
        q1.intoArray(c, co + ldc + COUNT);
        p2.intoArray(c, co + 2 * ldc);
        q2.intoArray(c, co + 2 * ldc + COUNT);
        p3.intoArray(c, co + 3 * ldc);
        q3.intoArray(c, co + 3 * ldc + COUNT);
        p4.intoArray(c, co + 4 * ldc);
        q4.intoArray(c, co + 4 * ldc + COUNT);
        p5.intoArray(c, co + 5 * ldc);
        q5.intoArray(c, co + 5 * ldc + COUNT);
    }
}
