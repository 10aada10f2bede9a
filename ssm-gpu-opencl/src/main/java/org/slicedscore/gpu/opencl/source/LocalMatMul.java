package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;

/**
 * A matrix product in tiles through local memory. An item's rows and columns come in fours that are one group's width
 * apart, so that local memory is read in vectors without conflicts and C is written side by side.
 */
final class LocalMatMul {
    private final MatMul p;
    private final Tile.Local tile;
    private final int splits;
    private final Places places;
    private final int items;
    private final int rowPitch;
    private final int columnPitch;

    LocalMatMul(MatMul p, Tile.Local tile, int splits, Places places) {
        this.p = p;
        this.tile = tile;
        this.splits = splits;
        this.places = places;
        items = tile.across() * tile.down();
        rowPitch = tile.rows() + 4;
        columnPitch = tile.columns() + 4;
    }

    KernelCall call() {
        String member = splits == 1 ? "get_group_id(2)" : "get_group_id(2) / pieces";
        Operands o = new Operands(p, splits, member, "get_group_id(2) % pieces", places);
        StringBuilder b = new StringBuilder();
        b.append(o.text());
        b.append("    const int tx = get_local_id(0);\n    const int ty = get_local_id(1);\n");
        b.append("    const int t = ty * ").append(tile.across()).append(" + tx;\n");
        b.append("    const int i0 = get_group_id(1) * ").append(tile.rows()).append(";\n");
        b.append("    const int j0 = get_group_id(0) * ").append(tile.columns()).append(";\n");
        b.append("    __local float as[").append(tile.depth() * rowPitch).append("] __attribute__((aligned(16)));\n");
        b.append("    __local float bs[")
                .append(tile.depth() * columnPitch)
                .append("] __attribute__((aligned(16)));\n");
        if (splits == 1) {
            b.append("    const int first = 0;\n    const int last = k;\n");
        } else {
            String span = o.further("span", span(p.k(), splits));
            b.append("    const int first = (get_group_id(2) % pieces) * ")
                    .append(span)
                    .append(";\n");
            b.append("    const int last = min(k, first + ").append(span).append(");\n");
        }
        boolean add = p.accumulate() && splits == 1;
        each((r, q) -> b.append("    float c")
                .append(r)
                .append('_')
                .append(q)
                .append(" = ")
                .append(add ? inside(r, q) + " ? " + element(o, r, q) + " : 0.0f" : "0.0f")
                .append(";\n"));
        b.append("    for (int kk = first; kk < last; kk += ")
                .append(tile.depth())
                .append(") {\n");
        fill(b, "as", rowPitch, tile.rows(), "i0", "m", "a", o.aRow, o.aColumn);
        fill(b, "bs", columnPitch, tile.columns(), "j0", "n", "b", o.bColumn, o.bRow);
        b.append("        barrier(CLK_LOCAL_MEM_FENCE);\n");
        b.append("        for (int q = 0; q < ").append(tile.depth()).append("; q++) {\n");
        for (int g = 0; g < tile.itemRows() / 4; g++) {
            fours(b, "a", g, "as", rowPitch, tile.down(), "ty");
        }
        for (int g = 0; g < tile.itemColumns() / 4; g++) {
            fours(b, "b", g, "bs", columnPitch, tile.across(), "tx");
        }
        each((r, q) -> {
            String c = "c" + r + "_" + q;
            b.append("            ")
                    .append(c)
                    .append(" = FMA(a")
                    .append(r / 4)
                    .append(".s")
                    .append(r % 4);
            b.append(", b")
                    .append(q / 4)
                    .append(".s")
                    .append(q % 4)
                    .append(", ")
                    .append(c)
                    .append(");\n");
        });
        b.append("        }\n        barrier(CLK_LOCAL_MEM_FENCE);\n    }\n");
        each((r, q) -> b.append("    if (")
                .append(inside(r, q))
                .append(") {\n        ")
                .append(element(o, r, q))
                .append(" = c")
                .append(r)
                .append('_')
                .append(q)
                .append(";\n    }\n"));
        b.append("}\n");
        long[] work = {
            (long) (p.n() + tile.columns() - 1) / tile.columns() * tile.across(),
            (long) (p.m() + tile.rows() - 1) / tile.rows() * tile.down(),
            (long) p.batch() * splits
        };
        String attributes = "__attribute__((reqd_work_group_size(%d, %d, 1))) ".formatted(tile.across(), tile.down());
        long scratch = splits == 1 ? 0 : Math.multiplyExact((long) p.batch() * splits, (long) p.m() * p.n());
        return new KernelCall(
                KernelSource.of("matmul", o.parameters.head(attributes) + b),
                Range.covering(work, tile.across(), tile.down(), 1),
                o.parameters.arguments(),
                scratch);
    }

    /** Terms of a piece, of which the last may have fewer. */
    static int span(int k, int splits) {
        return (k + splits - 1) / splits;
    }

    private interface Element {
        void at(int row, int column);
    }

    private void each(Element element) {
        for (int r = 0; r < tile.itemRows(); r++) {
            for (int q = 0; q < tile.itemColumns(); q++) {
                element.at(r, q);
            }
        }
    }

    private String row(int r) {
        return "(i0 + " + r / 4 * 4 * tile.down() + " + ty * 4 + " + r % 4 + ")";
    }

    private String column(int q) {
        return "(j0 + " + q / 4 * 4 * tile.across() + " + tx * 4 + " + q % 4 + ")";
    }

    private String inside(int r, int q) {
        return row(r) + " < m && " + column(q) + " < n";
    }

    private String element(Operands o, int r, int q) {
        return "c[" + row(r) + " * (long) " + o.cRow + " + " + column(q) + "]";
    }

    private static void fours(StringBuilder b, String name, int g, String from, int pitch, int width, String item) {
        b.append("            const float4 ")
                .append(name)
                .append(g)
                .append(" = *(__local const float4*) (")
                .append(from);
        b.append(" + q * ")
                .append(pitch)
                .append(" + ")
                .append(g * 4 * width)
                .append(" + ")
                .append(item);
        b.append(" * 4);\n");
    }

    /** Copies a tile, neighbours reading what lies side by side; zeros beyond the edges. */
    private void fill(
            StringBuilder b,
            String to,
            int pitch,
            int extent,
            String start,
            String end,
            String from,
            String stride,
            String depthStride) {
        boolean alongDepth = depthStride.equals("1") && !stride.equals("1");
        int total = extent * tile.depth();
        b.append("        for (int e = t; e < ")
                .append(total)
                .append("; e += ")
                .append(items)
                .append(") {\n");
        if (alongDepth) {
            b.append("            const int q = e % ").append(tile.depth()).append(";\n");
            b.append("            const int s = e / ").append(tile.depth()).append(";\n");
        } else {
            b.append("            const int s = e % ").append(extent).append(";\n");
            b.append("            const int q = e / ").append(extent).append(";\n");
        }
        b.append("            ").append(to).append("[q * ").append(pitch).append(" + s] = ");
        b.append(start).append(" + s < ").append(end).append(" && kk + q < last ? ");
        b.append(from)
                .append("[(")
                .append(start)
                .append(" + s) * (long) ")
                .append(stride)
                .append(" + (kk + q) * (long) ");
        b.append(depthStride).append("] : 0.0f;\n        }\n");
    }
}
