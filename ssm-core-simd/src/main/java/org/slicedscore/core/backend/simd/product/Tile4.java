package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.math.Lanes.FMA;

import jdk.incubator.vector.FloatVector;

/** Four rows of C at a time: the least that still hides the latency of multiply-add. See {@link Tile}. */
final class Tile4 {
    private static final int PITCH = Tile.PITCH;
    private static final int WIDTH = Tile.WIDTH;

    private Tile4() {}

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
        for (int k = 0; k < depth; k++) {
            int i = ao + k * 4;
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
