package org.slicedscore.core.backend.simd;

final class VectorMath {
    static void sumRows(float[] from, int fo, int stride, int count, float[] to, int at, int n, boolean add) {
        for (int j = 0; j < n; j++) {
            float s = add ? to[at + j] : 0;
            for (int i = 0; i < count; i++) s += from[fo + i * stride + j];
            to[at + j] = s;
        }
    }
}
