package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;

/** Numbers the buffers and writes the instructions of ordered units. */
final class PlanWriter {
    private final String name;
    private final Units units;
    private final List<Unit> order;
    private final Map<Value, Integer> ids = new HashMap<>();

    PlanWriter(String name, Units units, List<Unit> order) {
        this.name = name;
        this.units = units;
        this.order = order;
    }

    Plan write() {
        Arena arena = new Arena(order);
        Set<Value> used = new LinkedHashSet<>();
        for (Unit u : order) {
            used.addAll(u.reads);
            used.addAll(u.writes);
        }
        List<Buffer> buffers = new ArrayList<>();
        for (Value v : units.values()) {
            if (used.contains(v)) {
                long offset = v.kind == Buffer.Kind.ARENA ? arena.offset(v) : 0;
                ids.put(v, buffers.size());
                buffers.add(new Buffer(buffers.size(), v.kind, v.name, v.shape, offset, v.constant));
            }
        }
        List<Instruction> instructions = new ArrayList<>();
        for (Unit u : order) {
            instructions.add(
                    switch (u) {
                        case Unit.Region r -> new RegionShape(r, ids).instruction();
                        case Unit.Heavy h -> heavy(h);
                    });
        }
        return new Plan(name, buffers, instructions, arena.size());
    }

    private Instruction heavy(Unit.Heavy u) {
        Shape result = u.result.layout().shape();
        return switch (u.primitive) {
            case Primitive.MatMul p -> {
                Shape a = u.operands.get(0).layout().shape();
                yield new Instruction.MatMul(
                        Matrices.batch(result),
                        result.dim(-2),
                        result.dim(-1),
                        a.dim(p.transposeA() ? -2 : -1),
                        matrix(u.operands.get(0), p.transposeA()),
                        matrix(u.operands.get(1), p.transposeB()),
                        matrix(u.result, false),
                        u.accumulate);
            }
            case Primitive.Cholesky _ ->
                new Instruction.Cholesky(
                        Matrices.batch(result),
                        result.dim(-1),
                        matrix(u.operands.get(0), false),
                        matrix(u.result, false));
            case Primitive.TriangularSolve p ->
                new Instruction.TriangularSolve(
                        Matrices.batch(result),
                        result.dim(-2),
                        result.dim(-1),
                        p.transposed(),
                        matrix(u.operands.get(0), false),
                        matrix(u.operands.get(1), false),
                        matrix(u.result, false));
            case Primitive.Random p -> random(p, u);
            case Primitive.Gather p -> {
                Shape from = u.operands.get(0).layout().shape();
                int outer = product(from, 0, p.axis());
                int inner = product(from, p.axis() + 1, from.rank());
                int extent = from.dim(p.axis());
                int n = p.indices().size();
                yield new Instruction.Gather(
                        outer,
                        extent,
                        inner,
                        p.indices(),
                        block(u.operands.get(0), extent, inner),
                        block(u.result, n, inner));
            }
            case Primitive.ScatterAdd p -> {
                Shape from = u.operands.get(0).layout().shape();
                int outer = product(from, 0, p.axis());
                int inner = product(from, p.axis() + 1, from.rank());
                int n = from.dim(p.axis());
                yield new Instruction.ScatterAdd(
                        outer,
                        p.extent(),
                        inner,
                        p.indices(),
                        block(u.operands.get(0), n, inner),
                        block(u.result, p.extent(), inner));
            }
            case Primitive.ElementWise _,
                    Primitive.View _,
                    Primitive.Pad _,
                    Primitive.Concat _,
                    Primitive.Reduce _,
                    Primitive.Stored _ -> throw new IllegalStateException(u.primitive + " stands in regions");
        };
    }

    private Instruction random(Primitive.Random p, Unit.Heavy u) {
        Shape s = p.shape();
        int elements = s.rank() > 0 ? s.dim(-1) : 1;
        int rows = s.rank() > 1 ? s.dim(-2) : 1;
        int directions = (int) (s.size() / elements / rows);
        return new Instruction.Random(
                p.distribution(),
                p.purpose(),
                directions,
                rows,
                elements,
                p.firstRow(),
                block(u.result, rows, elements));
    }

    private View block(Unit.Operand o, int middle, int inner) {
        return new View(ids.get(o.value()), o.layout().offset(), (long) middle * inner, inner, 1);
    }

    private View matrix(Unit.Operand o, boolean transposed) {
        Layout l = o.layout();
        long rows = Matrices.rowStride(l);
        long columns = Matrices.columnStride(l);
        return new View(
                ids.get(o.value()),
                l.offset(),
                Matrices.batchStride(l),
                transposed ? columns : rows,
                transposed ? rows : columns);
    }

    private static int product(Shape s, int from, int to) {
        int n = 1;
        for (int i = from; i < to; i++) {
            n *= s.dim(i);
        }
        return n;
    }
}
