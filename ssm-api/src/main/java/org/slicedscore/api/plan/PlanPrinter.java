package org.slicedscore.api.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.api.expr.Primitive.Reduction;

/** Writes a plan as text that reads like a program. */
final class PlanPrinter {
    private final Plan plan;
    private final StringBuilder out = new StringBuilder();

    private PlanPrinter(Plan plan) {
        this.plan = plan;
    }

    static String print(Plan plan) {
        PlanPrinter p = new PlanPrinter(plan);
        p.header();
        int i = 0;
        for (Instruction instruction : plan.instructions()) {
            for (Plan.Loop loop : plan.loops()) {
                if (loop.first() == i) {
                    p.format("     %d times the instructions %d to %d%n", loop.passes(), i, loop.end() - 1);
                }
            }
            p.format("%4d %s%n", i++, p.text(instruction));
        }
        return p.out.toString();
    }

    private void header() {
        format(
                "plan %s: %d instructions, %,d multiply-adds, arena %,d bytes (float32)%n",
                plan.name(), plan.instructions().size(), plan.multiplyAdds(), 4 * plan.arenaSize());
        for (Buffer.Kind kind : List.of(Buffer.Kind.INPUT, Buffer.Kind.VARIABLE, Buffer.Kind.OUTPUT)) {
            List<Buffer> buffers = plan.buffers(kind);
            if (!buffers.isEmpty()) {
                format(
                        "  %-9s %s%n",
                        kind.name().toLowerCase(Locale.ROOT),
                        String.join(
                                " ",
                                buffers.stream().map(b -> b.label() + b.shape()).toList()));
            }
        }
    }

    static String print(Plan plan, int index) {
        return new PlanPrinter(plan).text(plan.instructions().get(index));
    }

    private String text(Instruction instruction) {
        return switch (instruction) {
            case Instruction.MatMul m -> matMul(m);
            case Instruction.Region r -> region(r);
            case Instruction.Random r ->
                String.format(
                        Locale.ROOT,
                        "random     %s = %s \"%s\" [%d,%d,%d]%s",
                        view(r.to()),
                        r.distribution().name().toLowerCase(Locale.ROOT),
                        r.purpose(),
                        r.directions(),
                        r.rows(),
                        r.elements(),
                        r.firstRow() == 0 ? "" : " from row " + r.firstRow());
            case Instruction.Gather g -> "gather     " + view(g.to()) + " = " + view(g.from()) + " at " + g.indices();
            case Instruction.ScatterAdd s ->
                "scatter    " + view(s.to()) + " += " + view(s.from()) + " at " + s.indices();
            case Instruction.Cholesky c ->
                String.format(
                        Locale.ROOT,
                        "cholesky   %s = chol %s [%d x %d,%d]",
                        view(c.l()),
                        view(c.a()),
                        c.batch(),
                        c.n(),
                        c.n());
            case Instruction.TriangularSolve s ->
                String.format(
                        Locale.ROOT,
                        "solve      %s = %s%s \\ %s [%d x %d,%d]",
                        view(s.x()),
                        view(s.l()),
                        s.transposed() ? "ᵀ" : "",
                        view(s.b()),
                        s.batch(),
                        s.n(),
                        s.columns());
        };
    }

    private String matMul(Instruction.MatMul m) {
        return String.format(
                Locale.ROOT,
                "matmul     %s %s %s%s · %s%s  [%s%d,%d,%d]  %,d",
                view(m.c()),
                m.accumulate() ? "+=" : "=",
                view(m.a()),
                transposed(m.a(), m.m(), m.k()) ? "ᵀ" : "",
                view(m.b()),
                transposed(m.b(), m.k(), m.n()) ? "ᵀ" : "",
                m.batch() > 1 ? m.batch() + " x " : "",
                m.m(),
                m.n(),
                m.k(),
                m.multiplyAdds());
    }

    private static boolean transposed(View v, int rows, int columns) {
        return rows > 1 && columns > 1 && v.stride(-1) != 1;
    }

    private String region(Instruction.Region r) {
        List<String> values = new ArrayList<>();
        r.loads().forEach(v -> values.add(view(v)));
        StringBuilder body = new StringBuilder();
        int used = 0;
        int[] uses = new int[r.loads().size() + r.steps().size()];
        for (Instruction.Region.Step s : r.steps()) {
            for (int operand : new int[] {s.a(), s.b(), s.c()}) {
                if (operand >= 0) {
                    uses[operand]++;
                }
            }
        }
        r.stores().forEach(s -> uses[s.value()]++);
        for (int i = 0; i < r.steps().size(); i++) {
            Instruction.Region.Step s = r.steps().get(i);
            String text = step(s, values);
            int id = r.loads().size() + i;
            // a value used more than once gets a name, so that the text grows with the work and not with the tree
            if (uses[id] > 1 && s.op() != ScalarOp.CONSTANT) {
                String name = "t" + used++;
                body.append("\n                ").append(name).append(" = ").append(text);
                text = name;
            }
            values.add(text);
        }
        for (Instruction.Region.Store s : r.stores()) {
            String what = values.get(s.value());
            body.append("\n                ")
                    .append(view(s.view()))
                    .append(" = ")
                    .append(s.reduction() == null ? what : name(s.reduction()) + "(" + what + ")");
        }
        String reduced = r.reducedFrom() == r.reducedTo()
                ? ""
                : " reducing axes " + r.reducedFrom() + " to " + (r.reducedTo() - 1);
        return "region     " + Arrays.toString(r.extents().toArray()) + reduced + body;
    }

    private static String name(Reduction r) {
        return r.name().toLowerCase(Locale.ROOT);
    }

    private static String step(Instruction.Region.Step s, List<String> values) {
        String a = s.a() < 0 ? "" : values.get(s.a());
        String b = s.b() < 0 ? "" : values.get(s.b());
        String c = s.c() < 0 ? "" : values.get(s.c());
        return switch (s.op()) {
            case CONSTANT -> Double.toString(s.value());
            case ADD -> "(" + a + " + " + b + ")";
            case SUBTRACT -> "(" + a + " - " + b + ")";
            case MULTIPLY -> "(" + a + " * " + b + ")";
            case DIVIDE -> "(" + a + " / " + b + ")";
            case LESS -> "(" + a + " < " + b + ")";
            case NEGATE -> "-" + a;
            case SELECT -> "(" + a + " ? " + b + " : " + c + ")";
            default -> s.op().name().toLowerCase(Locale.ROOT) + "(" + a + (b.isEmpty() ? "" : ", " + b) + ")";
        };
    }

    private String view(View v) {
        String label = plan.buffer(v.buffer()).label();
        return v.offset() == 0 ? label : label + "+" + v.offset();
    }

    private void format(String format, Object... args) {
        out.append(String.format(Locale.ROOT, format, args));
    }
}
