package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;

/**
 * The common parts of tiled matrix products: the parameters m, n and k, and holes for A, B and C and for a piece of k.
 */
final class ProductOperands {
    private ProductOperands() {}

    /**
     * Fills in the locations of A, B and C of a batch's member.
     *
     * @param splits pieces of k; if more than 1, C is the scratch memory
     */
    static void fill(Template text, Parameters q, MatMul p, int splits) {
        q.number("m", p.m());
        q.number("n", p.n());
        q.number("k", p.k());
        text.with("member", splits == 1 ? "get_group_id(2)" : "get_group_id(2) / pieces")
                .with("aRow", stride(q, "ar", p.a().stride(1), p.m()))
                .with("aColumn", stride(q, "ac", p.a().stride(2), p.k()))
                .with("bRow", stride(q, "br", p.b().stride(1), p.k()))
                .with("bColumn", stride(q, "bc", p.b().stride(2), p.n()))
                .with("a", q.pointer(p.a()))
                .with("b", q.pointer(p.b()))
                .with("aBatch", q.number("ab", p.a().stride(0)))
                .with("bBatch", q.number("bb", p.b().stride(0)));
        if (splits == 1) {
            text.with("cRow", stride(q, "cr", p.c().stride(1), p.m()))
                    .with("c", q.pointer(p.c()) + " + (long) ($member) * " + q.number("cb", p.c().stride(0)));
        } else {
            String parts = q.scratch();
            q.number("pieces", splits);
            text.with("cRow", "n")
                    .with("c", parts + " + ((long) ($member) * pieces + get_group_id(2) % pieces) * m * n");
        }
    }

    /** Fills in the first and one past the last term of a piece of k. The last piece may be shorter. */
    static void terms(Template text, Parameters q, MatMul p, int splits) {
        if (splits == 1) {
            text.with("first", 0).with("last", "k");
        } else {
            String span = q.number("span", (p.k() + splits - 1) / splits);
            text.with("first", "(get_group_id(2) % pieces) * " + span).with("last", "min(k, first + " + span + ")");
        }
    }

    /** Elements of scratch memory. */
    static long scratch(MatMul p, int splits) {
        return splits == 1 ? 0 : Math.multiplyExact((long) p.batch() * splits, (long) p.m() * p.n());
    }

    /** A stride of 1 is written out, so that a compiler sees contiguous access. */
    private static String stride(Parameters q, String name, long value, int extent) {
        return value == 1 || extent == 1 ? "1" : q.number(name, value);
    }
}
