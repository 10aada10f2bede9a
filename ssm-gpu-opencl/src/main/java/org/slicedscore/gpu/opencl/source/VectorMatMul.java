package org.slicedscore.gpu.opencl.source;

import org.slicedscore.api.plan.Instruction.MatMul;

/**
 * A matrix product for processors with vectors and caches. An item packs a panel of B, some columns wide and a part of k
 * deep, and multiplies rows of A by it, a few rows of C being held in registers. It is a group of its own.
 */
final class VectorMatMul {
    /** Terms of a packed panel, which with a few rows of A stays in the nearest cache. */
    private static final int DEPTH = 256;

    /** Rows of an item at least, so that packing a panel is little beside multiplying by it. */
    private static final int LEAST_ROWS = 48;

    private final MatMul p;
    private final Tile.Vectors tile;
    private final int splits;
    private final Places places;
    private final int rows;
    private final String vector;

    VectorMatMul(MatMul p, Tile.Vectors tile, int splits, Places places, Traits traits) {
        this.p = p;
        this.tile = tile;
        this.splits = splits;
        this.places = places;
        vector = "float" + tile.width();
        long panels = (long) p.batch() * splits * ((p.n() + tile.columns() - 1) / tile.columns());
        long cut = Math.clamp(Groups.wanted(traits) / panels, 1, Math.max(1, p.m() / LEAST_ROWS));
        int each = (int) ((p.m() + cut - 1) / cut);
        rows = (each + tile.rows() - 1) / tile.rows() * tile.rows();
    }

    KernelCall call() {
        String member = splits == 1 ? "get_group_id(2)" : "get_group_id(2) / pieces";
        Operands o = new Operands(p, splits, member, "get_group_id(2) % pieces", places);
        String items = o.further("rows", rows);
        int width = tile.columns();
        StringBuilder b = new StringBuilder();
        b.append(o.text());
        b.append("    const int j = get_group_id(0) * ").append(width).append(";\n");
        b.append("    const int from = get_group_id(1) * ").append(items).append(";\n");
        b.append("    const int to = min(m, from + ").append(items).append(");\n");
        b.append("    const int columns = min(").append(width).append(", n - j);\n");
        b.append("    __local float panel[").append(DEPTH * width).append("] __attribute__((aligned(64)));\n");
        b.append("    float edge[").append(tile.width()).append("];\n");
        if (splits == 1) {
            b.append("    const int first = 0;\n    const int last = k;\n");
        } else {
            String span = o.further("span", LocalMatMul.span(p.k(), splits));
            b.append("    const int first = (get_group_id(2) % pieces) * ")
                    .append(span)
                    .append(";\n");
            b.append("    const int last = min(k, first + ").append(span).append(");\n");
        }
        b.append("    for (int kk = first; kk < last; kk += ").append(DEPTH).append(") {\n");
        b.append("        const int depth = min(").append(DEPTH).append(", last - kk);\n");
        pack(b, o);
        b.append("        for (int i = from; i < to; i += ").append(tile.rows()).append(") {\n");
        multiply(b, o);
        b.append("        }\n    }\n}\n");
        long[] work = {(p.n() + width - 1) / width, (p.m() + rows - 1) / rows, (long) p.batch() * splits};
        long scratch = splits == 1 ? 0 : Math.multiplyExact((long) p.batch() * splits, (long) p.m() * p.n());
        return new KernelCall(
                KernelSource.of("matmul", o.parameters.head("__attribute__((reqd_work_group_size(1, 1, 1))) ") + b),
                Range.covering(work, 1, 1, 1),
                o.parameters.arguments(),
                scratch);
    }

    private void pack(StringBuilder b, Operands o) {
        int width = tile.columns();
        String at = "b[(kk + q) * (long) " + o.bRow + " + (j + s) * (long) " + o.bColumn + "]";
        b.append("        if (columns == ").append(width).append(") {\n");
        if (o.bColumn.equals("1")) {
            b.append("            for (int q = 0; q < depth; q++) {\n");
            for (int v = 0; v < tile.vectors(); v++) {
                String place = v * tile.width() + ", ";
                b.append("                vstore")
                        .append(tile.width())
                        .append("(vload")
                        .append(tile.width());
                b.append("(0, b + (kk + q) * (long) ")
                        .append(o.bRow)
                        .append(" + j + ")
                        .append(place.replace(", ", ""));
                b.append("), 0, panel + q * ")
                        .append(width)
                        .append(" + ")
                        .append(v * tile.width())
                        .append(");\n");
            }
            b.append("            }\n");
        } else {
            b.append("            for (int q = 0; q < depth; q++) {\n                for (int s = 0; s < ")
                    .append(width);
            b.append("; s++) {\n                    panel[q * ")
                    .append(width)
                    .append(" + s] = ")
                    .append(at);
            b.append(";\n                }\n            }\n");
        }
        b.append(
                "        } else {\n            for (int q = 0; q < depth; q++) {\n                for (int s = 0; s < ");
        b.append(width).append("; s++) {\n                    panel[q * ").append(width);
        b.append(" + s] = s < columns ? ").append(at).append(" : 0.0f;\n                }\n            }\n        }\n");
    }

    private void multiply(StringBuilder b, Operands o) {
        for (int r = 0; r < tile.rows(); r++) {
            // rows beyond the end are computed like the last one, and not written
            b.append("            const int i")
                    .append(r)
                    .append(" = min(i + ")
                    .append(r)
                    .append(", m - 1);\n");
            b.append("            __global const float* a")
                    .append(r)
                    .append(" = a + i")
                    .append(r);
            b.append(" * (long) ")
                    .append(o.aRow)
                    .append(" + kk * (long) ")
                    .append(o.aColumn)
                    .append(";\n");
            b.append("            __global float* d")
                    .append(r)
                    .append(" = c + i")
                    .append(r)
                    .append(" * (long) ");
            b.append(o.cRow).append(" + j;\n");
        }
        boolean add = p.accumulate() && splits == 1;
        each((r, v) -> b.append("            ")
                .append(vector)
                .append(' ')
                .append(name(r, v))
                .append(" = 0.0f;\n"));
        b.append("            if (").append(add ? "true" : "kk > first").append(") {\n");
        each((r, v) -> {
            int s = v * tile.width();
            b.append("                if (columns >= ").append(s + tile.width()).append(") {\n                    ");
            b.append(name(r, v))
                    .append(" = vload")
                    .append(tile.width())
                    .append("(0, d")
                    .append(r)
                    .append(" + ")
                    .append(s);
            b.append(");\n                } else {\n                    for (int s = 0; s < ")
                    .append(tile.width());
            b.append("; s++) {\n                        edge[s] = ")
                    .append(s)
                    .append(" + s < columns ? d")
                    .append(r);
            b.append('[')
                    .append(s)
                    .append(" + s] : 0.0f;\n                    }\n                    ")
                    .append(name(r, v));
            b.append(" = vload").append(tile.width()).append("(0, edge);\n                }\n");
        });
        b.append("            }\n            for (int q = 0; q < depth; q++) {\n");
        for (int v = 0; v < tile.vectors(); v++) {
            b.append("                const ")
                    .append(vector)
                    .append(" b")
                    .append(v)
                    .append(" = vload")
                    .append(tile.width());
            b.append("(0, panel + q * ")
                    .append(tile.columns())
                    .append(" + ")
                    .append(v * tile.width())
                    .append(");\n");
        }
        for (int r = 0; r < tile.rows(); r++) {
            b.append("                const ")
                    .append(vector)
                    .append(" s")
                    .append(r)
                    .append(" = a")
                    .append(r);
            b.append("[q * (long) ").append(o.aColumn).append("];\n");
        }
        each((r, v) -> b.append("                ")
                .append(name(r, v))
                .append(" = FMA(s")
                .append(r)
                .append(", b")
                .append(v)
                .append(", ")
                .append(name(r, v))
                .append(");\n"));
        b.append("            }\n");
        each((r, v) -> {
            int s = v * tile.width();
            b.append("            if (i + ").append(r).append(" < to) {\n                if (columns >= ");
            b.append(s + tile.width())
                    .append(") {\n                    vstore")
                    .append(tile.width())
                    .append('(');
            b.append(name(r, v))
                    .append(", 0, d")
                    .append(r)
                    .append(" + ")
                    .append(s)
                    .append(");\n                } else {\n");
            b.append("                    vstore")
                    .append(tile.width())
                    .append('(')
                    .append(name(r, v))
                    .append(", 0, edge);\n");
            b.append("                    for (int s = ")
                    .append(s)
                    .append("; s < columns; s++) {\n                        d");
            b.append(r)
                    .append("[s] = edge[s - ")
                    .append(s)
                    .append("];\n                    }\n                }\n            }\n");
        });
    }

    private static String name(int row, int vector) {
        return "c" + row + "_" + vector;
    }

    private interface Element {
        void at(int row, int vector);
    }

    private void each(Element element) {
        for (int r = 0; r < tile.rows(); r++) {
            for (int v = 0; v < tile.vectors(); v++) {
                element.at(r, v);
            }
        }
    }
}
