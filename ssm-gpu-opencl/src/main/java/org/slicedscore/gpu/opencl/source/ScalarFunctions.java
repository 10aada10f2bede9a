package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.numeric.Polynomial;

/**
 * Exponential, logarithms and hyperbolic tangent for processors, where a driver's own are calls to scalar code that no
 * compiler turns into vectors. Without branches, within 2 ulp.
 *
 * <p>Graphics processors have their own, faster functions.
 */
final class ScalarFunctions {
    private static final String NATIVE = """
            #define EXP(a) exp(a)
            #define LOG(a) log(a)
            #define LOG1P(a) log1p(a)
            #define TANH(a) tanh(a)
            """;

    private static final String OWN = """
            #define EXP(a) own_exp(a)
            #define LOG(a) own_log(a, 0.0f)
            #define LOG1P(a) own_log1p(a)
            #define TANH(a) own_tanh(a)
            static float own_exp(float a)
            {
                #pragma OPENCL FP_CONTRACT OFF
                float x = a > 89.0f ? 89.0f : a;
                x = x < -105.0f ? -105.0f : x;
                const float shifted = FMA(x, 0x1.715476p0f, 0x1.8p23f);
                const float whole = shifted - 0x1.8p23f;
                float r = FMA(whole, -$lnHigh, x);
                r = FMA(whole, -$lnLow, r);
                $exponential
                p = FMA(p, r * r, r) + 1.0f;
                const int e = as_int(shifted) - 0x4b400000;
                const int half_e = e >> 1;
                return p * as_float((half_e + 127) << 23) * as_float((e - half_e + 127) << 23);
            }
            static float own_log(float x, float added)
            {
                #pragma OPENCL FP_CONTRACT OFF
                const bool tiny = x < 0x1.0p-126f;
                const int bits = as_int(tiny ? x * 0x1.0p25f : x) - 0x3f3504f3;
                const float e = (float) (bits >> 23) - (tiny ? 25.0f : 0.0f);
                const float f = as_float((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
                $logarithm
                const float square = f * f;
                const float half_square = square * 0.5f;
                const float cubic = FMA(p * square, f, added);
                const float high = f - half_square;
                float low = ((f - high) - half_square) + cubic;
                const float whole = e * $lnHigh;
                const float sum = whole + high;
                low = ((whole - sum) + high) + low;
                const float y = sum + FMA(e, $lnLow, low);
                const float finite = x < INFINITY ? y : x;
                const float real = x < 0.0f ? NAN : finite;
                return x == 0.0f ? -INFINITY : real;
            }
            static float own_log1p(float x)
            {
                #pragma OPENCL FP_CONTRACT OFF
                const float u = x + 1.0f;
                return own_log(u, (x - (u - 1.0f)) / u);
            }
            static float own_tanh(float x)
            {
                #pragma OPENCL FP_CONTRACT OFF
                const float a = fabs(x);
                const float large = copysign(1.0f - 2.0f / (own_exp(a + a) + 1.0f), x);
                const float z = x * x;
                $tangent
                const float small = FMA(p * z, x, x);
                return a < 0.625f ? small : large;
            }
            """;

    private ScalarFunctions() {}

    static String text(Traits traits) {
        return traits.cpu()
                ? new Template(OWN)
                        .with("lnHigh", literal(Polynomial.LN2_HIGH))
                        .with("lnLow", literal(Polynomial.LN2_LOW))
                        .with("exponential", value("p", Polynomial.EXP, "r", "FMA"))
                        .with("logarithm", value("p", Polynomial.LOG, "f", "FMA"))
                        .with("tangent", value("p", Polynomial.TANH, "z", "FMA"))
                        .text()
                : NATIVE;
    }

    /** Lines that declare a variable with the value of a polynomial. */
    static String value(String variable, Polynomial polynomial, String x, String fma) {
        int power = polynomial.degree() - 1;
        StringBuilder lines = new StringBuilder("float %s = %s(%s, %s, %s);\n"
                .formatted(
                        variable,
                        fma,
                        x,
                        literal(polynomial.coefficient(power + 1)),
                        literal(polynomial.coefficient(power))));
        while (--power >= 0) {
            lines.append("%1$s = %2$s(%1$s, %3$s, %4$s);\n"
                    .formatted(variable, fma, x, literal(polynomial.coefficient(power))));
        }
        return lines.toString();
    }

    static String literal(float value) {
        return Float.toHexString(value) + "f";
    }
}
