package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;
import org.slicedscore.api.plan.View;

/** The parameters that all tiled matrix products have, and statements that set up A, B and C of a batch's member. */
final class Operands {
    final Parameters parameters = new Parameters(false);
    final String m;
    final String n;
    final String k;
    final String aRow;
    final String aColumn;
    final String bRow;
    final String bColumn;
    final String cRow;
    private final String text;

    /**
     * Sets up.
     *
     * @param splits pieces of k; if more than 1, C is the scratch memory
     * @param member an expression for the number of the batch's member
     * @param piece an expression for the number of the piece of k
     */
    Operands(MatMul p, int splits, String member, String piece, Places places) {
        m = number("m", p.m());
        n = number("n", p.n());
        k = number("k", p.k());
        // 1 is written out, so that a compiler sees what lies side by side
        aRow = stride("ar", p.a().stride(1), p.m());
        aColumn = stride("ac", p.a().stride(2), p.k());
        bRow = stride("br", p.b().stride(1), p.k());
        bColumn = stride("bc", p.b().stride(2), p.n());
        String a = parameters.pointer(places.memory(p.a()), places.start(p.a()));
        String b = parameters.pointer(places.memory(p.b()), places.start(p.b()));
        StringBuilder t = new StringBuilder();
        operand(t, "a", a, p.a(), member, "ab");
        operand(t, "b", b, p.b(), member, "bb");
        if (splits == 1) {
            cRow = stride("cr", p.c().stride(1), p.m());
            operand(t, "c", parameters.pointer(places.memory(p.c()), places.start(p.c())), p.c(), member, "cb");
        } else {
            cRow = n;
            t.append("    __global float* c = ").append(parameters.pointer(Places.SCRATCH, 0));
            t.append(" + ((long) (").append(member).append(") * ").append(number("pieces", splits));
            t.append(" + ").append(piece).append(") * m * n;\n");
        }
        text = t.toString();
    }

    private void operand(StringBuilder t, String name, String pointer, View view, String member, String stride) {
        t.append("    __global float* ").append(name).append(" = ").append(pointer);
        t.append(" + (long) (")
                .append(member)
                .append(") * ")
                .append(number(stride, view.stride(0)))
                .append(";\n");
    }

    private String stride(String name, long value, int extent) {
        return value == 1 || extent == 1 ? "1" : number(name, value);
    }

    private String number(String name, long value) {
        return parameters.add("const int " + name, name, 4, new Argument.Int(Parameters.checked(value)));
    }

    String text() {
        return text;
    }

    /** A further parameter. */
    String further(String name, int value) {
        return number(name, value);
    }
}
