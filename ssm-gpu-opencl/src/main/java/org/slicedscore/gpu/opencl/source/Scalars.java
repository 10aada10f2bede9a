package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.plan.Instruction.Region.Step;

/** Steps of regions as expressions. The values are named v0, v1, ... */
final class Scalars {
    private Scalars() {}

    static String text(Step s) {
        String a = "v" + s.a();
        String b = "v" + s.b();
        String c = "v" + s.c();
        return switch (s.op()) {
            case CONSTANT -> literal((float) s.value());
            case NEGATE -> "-" + a;
            case EXP -> "EXP(" + a + ")";
            case LOG -> "LOG(" + a + ")";
            case LOG1P -> "LOG1P(" + a + ")";
            case SQRT -> "sqrt(" + a + ")";
            case SIN -> "sin(" + a + ")";
            case COS -> "cos(" + a + ")";
            case TANH -> "TANH(" + a + ")";
            case ADD -> a + " + " + b;
            case SUBTRACT -> a + " - " + b;
            case MULTIPLY -> a + " * " + b;
            case DIVIDE -> a + " / " + b;
            case MAXIMUM -> "LARGER(" + a + ", " + b + ")";
            case LESS -> a + " < " + b + " ? 1.0f : 0.0f";
            case FLUSH -> "fabs(" + a + ") < " + b + " ? 0.0f : " + a;
            case SELECT -> a + " != 0.0f ? " + b + " : " + c;
        };
    }

    /** Exact, because OpenCL C has hexadecimal floats too. */
    static String literal(float value) {
        if (Float.isNaN(value)) {
            return "NAN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "INFINITY" : "-INFINITY";
        }
        return Float.toHexString(value) + "f";
    }

    /** The neutral element of a reduction. */
    static String neutral(Reduction reduction) {
        return reduction == Reduction.SUM ? "0.0f" : "-INFINITY";
    }

    static String combine(Reduction reduction, String a, String b) {
        return reduction == Reduction.SUM ? a + " + " + b : "LARGER(" + a + ", " + b + ")";
    }
}
