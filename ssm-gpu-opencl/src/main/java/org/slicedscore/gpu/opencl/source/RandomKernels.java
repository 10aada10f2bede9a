package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.numeric.Polynomial;
import org.slicedscore.api.plan.Instruction.Random;
import org.slicedscore.api.random.Philox;

/**
 * Random numbers by the convention of {@link org.slicedscore.api.random}; each item computes a block of four. Integers,
 * signs and uniform numbers equal those of every backend bit for bit.
 *
 * <p>Gaussian numbers are within 1.5 ulp of exact evaluation: radius and angle are held in two floats each, where the
 * second holds the rounding error of the first, by fused multiply-adds, which OpenCL rounds once on every device
 * (slowly on some). They do not depend on the quality of the driver's logarithm, sine and root.
 */
final class RandomKernels {
    private static final String TEXT = """
            __kernel void $name($parameters)
            {
                $pointers
                const int block = get_global_id(0);
                const int row = get_global_id(1);
                const int direction = get_global_id(2);
                const uint first = $firstRow;
                if (block < $blocks && row < $rows) {
                    /* sums and products must be rounded one by one */
                    #pragma OPENCL FP_CONTRACT OFF
                    uint c0 = block;
                    uint c1 = key.w + first + row;
                    uint c2 = direction;
                    uint c3 = key.z;
                    uint k0 = key.x;
                    uint k1 = key.y;
                    for (int round = 0; round < $rounds; round++) {
                        const uint h0 = mul_hi(c0, $factorA);
                        const uint l0 = c0 * $factorA;
                        const uint h1 = mul_hi(c2, $factorB);
                        const uint l1 = c2 * $factorB;
                        c0 = h1 ^ c1 ^ k0;
                        c1 = l1;
                        c2 = h0 ^ c3 ^ k1;
                        c3 = l0;
                        k0 += $keyStepA;
                        k1 += $keyStepB;
                    }
                    $numbers
                    __global float* to = $to + direction * (long) $toDirection + row * (long) $toRow + 4 * block;
                    const int left = $elements - 4 * block;
                    $for(i) if ($i < left) {
                        to[$i] = $number;
                    }
                }
            }
            """;

    /** Two Gaussian numbers from two words. */
    private static final String PAIR = """
            float $x;
            float $y;
            {
                const float whole = (float) (($first >> 8) + 1u);
                const int bits = as_int(whole) - 0x3f3504f3;
                const float e = (float) ((bits >> 23) - 24);
                const float f = as_float((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
                $logarithm
                const float square = f * f;
                const float half_square = square * 0.5f;
                const float head = f - half_square;
                float tail = ((f - head) - half_square) + (p * square) * f;
                tail = tail - fma(f, f, -square) * 0.5f;
                const float big = e * $lnHigh;
                const float sum = big + head;
                tail = ((big - sum) + head) + tail;
                tail = fma(e, $lnLow, tail);
                const float logarithm = sum + tail;
                const float rest = ((sum - logarithm) + tail) * -2.0f;
                const float s = logarithm * -2.0f;
                const float r = sqrt(s);
                const float r_rest = (fma(-r, r, s) + rest) / ((r + r) + 0x1.0p-126f);
                const uint turn = $second >> 8;
                const uint quadrant = (turn + (1u << 21)) >> 22;
                const float u = (float) ((int) (turn - (quadrant << 22))) * 0x1.0p-24f;
                const float z = u * u;
                $sinePolynomial
                const float sine = u * 0x1.921fb6p2f;
                const float sine_rest = fma(q, u, fma(u, 0x1.921fb6p2f, -sine));
                $cosinePolynomial
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
                $x = as_float(as_uint(x) ^ (((quadrant + 1u) & 2u) << 30));
                $y = as_float(as_uint(y) ^ ((quadrant & 2u) << 30));
            }
            """;

    private RandomKernels() {}

    static KernelCall lower(Random r, Places places, Traits traits) {
        Parameters q = new Parameters(places);
        int blocks = (r.elements() + 3) / 4;
        Template text = new Template(TEXT).repeat("i", 4).with("to", q.pointer(r.to()));
        q.add("const uint4 key", "key", new Argument.Counter(r.purpose()));
        text.with("firstRow", q.number(r.firstRow()))
                .with("blocks", q.number(blocks))
                .with("rows", q.number(r.rows()))
                .with("toDirection", q.number(r.to().stride(0)))
                .with("toRow", q.number(r.to().stride(1)))
                .with("elements", q.number(r.elements()))
                .with("numbers", r.distribution() == Distribution.NORMAL ? pair(0, 1) + pair(2, 3) : "")
                .with("number", number(r.distribution()))
                .with("rounds", Philox.ROUNDS)
                .with("factorA", word(Philox.FACTOR0))
                .with("factorB", word(Philox.FACTOR1))
                .with("keyStepA", word(Philox.KEY_STEP0))
                .with("keyStepB", word(Philox.KEY_STEP1));
        long[] work = {blocks, r.rows(), r.directions()};
        int x = Groups.along(blocks, Math.min(64, Groups.items(traits)));
        int y = Groups.power(r.rows(), Math.min(256, Groups.items(traits)) / x);
        return q.call("random", text, Range.covering(work, x, y, 1), 0);
    }

    private static String word(long bits) {
        return String.format("0x%08Xu", (int) bits);
    }

    private static String number(Distribution distribution) {
        return switch (distribution) {
            case UNIFORM -> "(float) (c$i >> 8) * 0x1.0p-24f";
            case RADEMACHER -> "(c$i >> 31) != 0 ? -1.0f : 1.0f";
            case NORMAL -> "z$i";
        };
    }

    private static String pair(int a, int b) {
        return new Template(PAIR)
                .with("logarithm", ScalarFunctions.value("p", Polynomial.LOG, "f", "fma"))
                .with("lnHigh", ScalarFunctions.literal(Polynomial.LN2_HIGH))
                .with("lnLow", ScalarFunctions.literal(Polynomial.LN2_LOW))
                .with("sinePolynomial", ScalarFunctions.value("q", Polynomial.SINE_OF_TURN, "z", "fma"))
                .with("cosinePolynomial", ScalarFunctions.value("w", Polynomial.COSINE_OF_TURN, "z", "fma"))
                .with("first", "c" + a)
                .with("second", "c" + b)
                .with("x", "z" + a)
                .with("y", "z" + b)
                .text();
    }
}
