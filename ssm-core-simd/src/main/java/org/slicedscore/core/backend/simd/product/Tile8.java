package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;

/** Eight rows of C at a time: what is left of a row count that twelve does not divide. See {@link Tile}. */
final class Tile8 {
    private static final int PITCH = Tile.PITCH;
    private static final int WIDTH = Tile.WIDTH;

    private Tile8() {}

    static void byRows(
            float[] a,
            int ao,
            float[] b,
            int bo,
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
        FloatVector p6 = zero;
        FloatVector q6 = zero;
        FloatVector p7 = zero;
        FloatVector q7 = zero;
        for (int k = 0; k < depth; k++) {
            int i = ao + k;
            int j = bo + k * WIDTH;
            FloatVector u = FloatVector.fromArray(FLOAT, b, j);
            FloatVector v = FloatVector.fromArray(FLOAT, b, j + COUNT);
            FloatVector x = FloatVector.broadcast(FLOAT, a[i]);
            p0 = FMA ? x.fma(u, p0) : x.mul(u).add(p0);
            q0 = FMA ? x.fma(v, q0) : x.mul(v).add(q0);
            x = FloatVector.broadcast(FLOAT, a[i + PITCH]);
            p1 = FMA ? x.fma(u, p1) : x.mul(u).add(p1);
            q1 = FMA ? x.fma(v, q1) : x.mul(v).add(q1);
            x = FloatVector.broadcast(FLOAT, a[i + 2 * PITCH]);
            p2 = FMA ? x.fma(u, p2) : x.mul(u).add(p2);
            q2 = FMA ? x.fma(v, q2) : x.mul(v).add(q2);
            x = FloatVector.broadcast(FLOAT, a[i + 3 * PITCH]);
            p3 = FMA ? x.fma(u, p3) : x.mul(u).add(p3);
            q3 = FMA ? x.fma(v, q3) : x.mul(v).add(q3);
            x = FloatVector.broadcast(FLOAT, a[i + 4 * PITCH]);
            p4 = FMA ? x.fma(u, p4) : x.mul(u).add(p4);
            q4 = FMA ? x.fma(v, q4) : x.mul(v).add(q4);
            x = FloatVector.broadcast(FLOAT, a[i + 5 * PITCH]);
            p5 = FMA ? x.fma(u, p5) : x.mul(u).add(p5);
            q5 = FMA ? x.fma(v, q5) : x.mul(v).add(q5);
            x = FloatVector.broadcast(FLOAT, a[i + 6 * PITCH]);
            p6 = FMA ? x.fma(u, p6) : x.mul(u).add(p6);
            q6 = FMA ? x.fma(v, q6) : x.mul(v).add(q6);
            x = FloatVector.broadcast(FLOAT, a[i + 7 * PITCH]);
            p7 = FMA ? x.fma(u, p7) : x.mul(u).add(p7);
            q7 = FMA ? x.fma(v, q7) : x.mul(v).add(q7);
        }
        if (add) {
            p0 = p0.add(FloatVector.fromArray(FLOAT, z, zo));
            q0 = q0.add(FloatVector.fromArray(FLOAT, z, zo + COUNT));
            p1 = p1.add(FloatVector.fromArray(FLOAT, z, zo + ldz));
            q1 = q1.add(FloatVector.fromArray(FLOAT, z, zo + ldz + COUNT));
            p2 = p2.add(FloatVector.fromArray(FLOAT, z, zo + 2 * ldz));
            q2 = q2.add(FloatVector.fromArray(FLOAT, z, zo + 2 * ldz + COUNT));
            p3 = p3.add(FloatVector.fromArray(FLOAT, z, zo + 3 * ldz));
            q3 = q3.add(FloatVector.fromArray(FLOAT, z, zo + 3 * ldz + COUNT));
            p4 = p4.add(FloatVector.fromArray(FLOAT, z, zo + 4 * ldz));
            q4 = q4.add(FloatVector.fromArray(FLOAT, z, zo + 4 * ldz + COUNT));
            p5 = p5.add(FloatVector.fromArray(FLOAT, z, zo + 5 * ldz));
            q5 = q5.add(FloatVector.fromArray(FLOAT, z, zo + 5 * ldz + COUNT));
            p6 = p6.add(FloatVector.fromArray(FLOAT, z, zo + 6 * ldz));
            q6 = q6.add(FloatVector.fromArray(FLOAT, z, zo + 6 * ldz + COUNT));
            p7 = p7.add(FloatVector.fromArray(FLOAT, z, zo + 7 * ldz));
            q7 = q7.add(FloatVector.fromArray(FLOAT, z, zo + 7 * ldz + COUNT));
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
        p6.intoArray(c, co + 6 * ldc);
        q6.intoArray(c, co + 6 * ldc + COUNT);
        p7.intoArray(c, co + 7 * ldc);
        q7.intoArray(c, co + 7 * ldc + COUNT);
    }

    static void bySteps(
            float[] a,
            int ao,
            float[] b,
            int bo,
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
        FloatVector p6 = zero;
        FloatVector q6 = zero;
        FloatVector p7 = zero;
        FloatVector q7 = zero;
        for (int k = 0; k < depth; k++) {
            int i = ao + k * 8;
            int j = bo + k * WIDTH;
            FloatVector u = FloatVector.fromArray(FLOAT, b, j);
            FloatVector v = FloatVector.fromArray(FLOAT, b, j + COUNT);
            FloatVector x = FloatVector.broadcast(FLOAT, a[i]);
            p0 = FMA ? x.fma(u, p0) : x.mul(u).add(p0);
            q0 = FMA ? x.fma(v, q0) : x.mul(v).add(q0);
            x = FloatVector.broadcast(FLOAT, a[i + 1]);
            p1 = FMA ? x.fma(u, p1) : x.mul(u).add(p1);
            q1 = FMA ? x.fma(v, q1) : x.mul(v).add(q1);
            x = FloatVector.broadcast(FLOAT, a[i + 2]);
            p2 = FMA ? x.fma(u, p2) : x.mul(u).add(p2);
            q2 = FMA ? x.fma(v, q2) : x.mul(v).add(q2);
            x = FloatVector.broadcast(FLOAT, a[i + 3]);
            p3 = FMA ? x.fma(u, p3) : x.mul(u).add(p3);
            q3 = FMA ? x.fma(v, q3) : x.mul(v).add(q3);
            x = FloatVector.broadcast(FLOAT, a[i + 4]);
            p4 = FMA ? x.fma(u, p4) : x.mul(u).add(p4);
            q4 = FMA ? x.fma(v, q4) : x.mul(v).add(q4);
            x = FloatVector.broadcast(FLOAT, a[i + 5]);
            p5 = FMA ? x.fma(u, p5) : x.mul(u).add(p5);
            q5 = FMA ? x.fma(v, q5) : x.mul(v).add(q5);
            x = FloatVector.broadcast(FLOAT, a[i + 6]);
            p6 = FMA ? x.fma(u, p6) : x.mul(u).add(p6);
            q6 = FMA ? x.fma(v, q6) : x.mul(v).add(q6);
            x = FloatVector.broadcast(FLOAT, a[i + 7]);
            p7 = FMA ? x.fma(u, p7) : x.mul(u).add(p7);
            q7 = FMA ? x.fma(v, q7) : x.mul(v).add(q7);
        }
        if (add) {
            p0 = p0.add(FloatVector.fromArray(FLOAT, z, zo));
            q0 = q0.add(FloatVector.fromArray(FLOAT, z, zo + COUNT));
            p1 = p1.add(FloatVector.fromArray(FLOAT, z, zo + ldz));
            q1 = q1.add(FloatVector.fromArray(FLOAT, z, zo + ldz + COUNT));
            p2 = p2.add(FloatVector.fromArray(FLOAT, z, zo + 2 * ldz));
            q2 = q2.add(FloatVector.fromArray(FLOAT, z, zo + 2 * ldz + COUNT));
            p3 = p3.add(FloatVector.fromArray(FLOAT, z, zo + 3 * ldz));
            q3 = q3.add(FloatVector.fromArray(FLOAT, z, zo + 3 * ldz + COUNT));
            p4 = p4.add(FloatVector.fromArray(FLOAT, z, zo + 4 * ldz));
            q4 = q4.add(FloatVector.fromArray(FLOAT, z, zo + 4 * ldz + COUNT));
            p5 = p5.add(FloatVector.fromArray(FLOAT, z, zo + 5 * ldz));
            q5 = q5.add(FloatVector.fromArray(FLOAT, z, zo + 5 * ldz + COUNT));
            p6 = p6.add(FloatVector.fromArray(FLOAT, z, zo + 6 * ldz));
            q6 = q6.add(FloatVector.fromArray(FLOAT, z, zo + 6 * ldz + COUNT));
            p7 = p7.add(FloatVector.fromArray(FLOAT, z, zo + 7 * ldz));
            q7 = q7.add(FloatVector.fromArray(FLOAT, z, zo + 7 * ldz + COUNT));
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
        p6.intoArray(c, co + 6 * ldc);
        q6.intoArray(c, co + 6 * ldc + COUNT);
        p7.intoArray(c, co + 7 * ldc);
        q7.intoArray(c, co + 7 * ldc + COUNT);
    }
}
