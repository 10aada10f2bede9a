package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.plan.Instruction.Random;

/**
 * Random numbers by the convention of {@link org.slicedscore.api.random}; an item makes a block of four. Integers, signs and
 * uniform numbers are those of every backend, bit for bit.
 *
 * <p>Gaussian numbers are within 1.5 ulp of exact evaluation: radius and angle are carried in two floats each, of which the
 * second holds what the first has lost, by fused multiply-adds, which OpenCL rounds once on every device, if slowly on some.
 * The quality of the driver's logarithm, sine and root does not enter.
 */
final class RandomKernels {
    private static final String WORDS = """
                uint c0 = block;
                uint c1 = key.w + first + row;
                uint c2 = direction;
                uint c3 = key.z;
                uint k0 = key.x;
                uint k1 = key.y;
                for (int round = 0; round < 10; round++) {
                    const uint h0 = mul_hi(c0, 0xD2511F53u);
                    const uint l0 = c0 * 0xD2511F53u;
                    const uint h1 = mul_hi(c2, 0xCD9E8D57u);
                    const uint l1 = c2 * 0xCD9E8D57u;
                    c0 = h1 ^ c1 ^ k0;
                    c1 = l1;
                    c2 = h0 ^ c3 ^ k1;
                    c3 = l0;
                    k0 += 0x9E3779B9u;
                    k1 += 0xBB67AE85u;
                }
            """;

    /** Of words a and b: two numbers, x and y. The coefficients are those of the backend simd. */
    private static final String PAIR = """
                float x%1$d;
                float y%1$d;
                {
                    const float whole = (float) ((%2$s >> 8) + 1u);
                    const int bits = as_int(whole) - 0x3f3504f3;
                    const float e = (float) ((bits >> 23) - 24);
                    const float f = as_float((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
                    float p = fma(f, -0x1.38c91p-4f, 0x1.055e62p-3f);
                    p = fma(p, f, -0x1.0d8232p-3f);
                    p = fma(p, f, 0x1.22d936p-3f);
                    p = fma(p, f, -0x1.54728cp-3f);
                    p = fma(p, f, 0x1.99a01cp-3f);
                    p = fma(p, f, -0x1.000226p-2f);
                    p = fma(p, f, 0x1.555554p-2f);
                    const float square = f * f;
                    const float half_square = square * 0.5f;
                    const float head = f - half_square;
                    float tail = ((f - head) - half_square) + (p * square) * f;
                    tail = tail - fma(f, f, -square) * 0.5f;
                    const float big = e * 0x1.62e4p-1f;
                    const float sum = big + head;
                    tail = ((big - sum) + head) + tail;
                    tail = fma(e, 0x1.7f7d1cp-20f, tail);
                    const float logarithm = sum + tail;
                    const float rest = ((sum - logarithm) + tail) * -2.0f;
                    const float s = logarithm * -2.0f;
                    const float r = sqrt(s);
                    const float r_rest = (fma(-r, r, s) + rest) / ((r + r) + 0x1.0p-126f);
                    const uint turn = %3$s >> 8;
                    const uint quadrant = (turn + (1u << 21)) >> 22;
                    const float u = (float) ((int) (turn - (quadrant << 22))) * 0x1.0p-24f;
                    const float z = u * u;
                    float q = fma(z, -0x1.2db5cep6f, 0x1.465facp6f);
                    q = fma(q, z, -0x1.4abbbep5f);
                    const float sine = u * 0x1.921fb6p2f;
                    const float sine_rest = fma(fma(q, z, -0x1.777a5cp-23f), u, fma(u, 0x1.921fb6p2f, -sine));
                    float w = fma(z, 0x1.d4f7eep5f, -0x1.55b2b6p6f);
                    w = fma(w, z, 0x1.03c1bp6f);
                    w = fma(w, z, -0x1.3bd3ccp4f);
                    w = w * z;
                    const float cosine = w + 1.0f;
                    const float cosine_rest = (1.0f - cosine) + w;
                    const bool odd = (quadrant & 1u) != 0;
                    const float c = odd ? sine : cosine;
                    const float c_rest = odd ? sine_rest : cosine_rest;
                    const float d = odd ? cosine : sine;
                    const float d_rest = odd ? cosine_rest : sine_rest;
                    const float x = fma(r, c, r * c_rest + r_rest * c);
                    const float y = fma(r, d, r * d_rest + r_rest * d);
                    x%1$d = as_float(as_uint(x) ^ (((quadrant + 1u) & 2u) << 30));
                    y%1$d = as_float(as_uint(y) ^ ((quadrant & 2u) << 30));
                }
            """;

    private RandomKernels() {}

    static KernelCall lower(Random r, Places places, Traits traits) {
        Parameters q = new Parameters(false);
        String to = q.pointer(places.memory(r.to()), places.start(r.to()));
        String key = q.add("const uint4 key", "key", 16, new Argument.Counter(r.purpose()));
        int blocks = (r.elements() + 3) / 4;
        StringBuilder b = new StringBuilder();
        b.append("    const int block = get_global_id(0);\n    const int row = get_global_id(1);\n");
        b.append("    const int direction = get_global_id(2);\n    const uint first = ");
        b.append(q.number(r.firstRow())).append(";\n");
        b.append("    if (block < ")
                .append(q.number(blocks))
                .append(" && row < ")
                .append(q.number(r.rows()));
        // sums and products must be rounded one by one
        b.append(") {\n    #pragma OPENCL FP_CONTRACT OFF\n").append(WORDS);
        String[] values = values(b, r.distribution());
        b.append("    __global float* to = ").append(to).append(" + direction * (long) ");
        b.append(q.number(r.to().stride(0))).append(" + row * (long) ").append(q.number(r.to().stride(1)));
        b.append(" + 4 * block;\n    const int left = ")
                .append(q.number(r.elements()))
                .append(" - 4 * block;\n");
        for (int i = 0; i < 4; i++) {
            b.append("    if (")
                    .append(i)
                    .append(" < left) {\n        to[")
                    .append(i)
                    .append("] = ");
            b.append(values[i]).append(";\n    }\n");
        }
        b.append("    }\n}\n");
        long[] work = {blocks, r.rows(), r.directions()};
        int x = Groups.along(blocks, Math.min(64, Groups.items(traits)));
        int y = Groups.power(r.rows(), Math.min(256, Groups.items(traits)) / x);
        return RegionKernels.call("random", b.toString(), q, "", Range.covering(work, x, y, 1), 0, traits);
    }

    private static String[] values(StringBuilder b, Distribution distribution) {
        String[] words = {"c0", "c1", "c2", "c3"};
        switch (distribution) {
            case UNIFORM -> {
                for (int i = 0; i < 4; i++) {
                    words[i] = "(float) (" + words[i] + " >> 8) * 0x1.0p-24f";
                }
            }
            case RADEMACHER -> {
                for (int i = 0; i < 4; i++) {
                    words[i] = "(" + words[i] + " >> 31) != 0 ? -1.0f : 1.0f";
                }
            }
            case NORMAL -> {
                b.append(PAIR.formatted(0, "c0", "c1"));
                b.append(PAIR.formatted(1, "c2", "c3"));
                return new String[] {"x0", "y0", "x1", "y1"};
            }
        }
        return words;
    }
}
