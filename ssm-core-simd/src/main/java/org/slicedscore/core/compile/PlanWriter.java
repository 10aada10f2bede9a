package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;

/** Numbers the buffers and writes the instructions of ordered units. */
final class PlanWriter {
    private record Part(Stage stage, Units units, List<Unit> order) {}

    /** The same memory in all stages. */
    private record Key(Buffer.Kind kind, String name) {}

    private final String name;
    private final Set<String> links;
    private final List<Part> parts = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final Map<Value, Integer> ids = new HashMap<>();
    private final Map<Key, Integer> shared = new HashMap<>();
    private final Map<Part, Integer> zeros = new IdentityHashMap<>();

    /**
     * @param name of the plan
     * @param links names of variables and outputs that get a place in the arena: it is theirs in all stages
     */
    PlanWriter(String name, Set<String> links) {
        this.name = name;
        this.links = links;
    }

    /** Adds a stage. */
    void add(Stage stage, Units units, List<Unit> order) {
        parts.add(new Part(stage, units, order));
    }

    Plan write() {
        long base = links();
        long size = base;
        List<Instruction> instructions = new ArrayList<>();
        List<Plan.Loop> loops = new ArrayList<>();
        for (Part part : parts) {
            Arena arena = new Arena(part.order);
            size = Math.max(size, base + arena.size());
            for (Value v : used(part)) {
                if (!ids.containsKey(v)) {
                    ids.put(v, number(v, v.kind == Buffer.Kind.ARENA ? base + arena.offset(v) : 0));
                }
            }
            int first = instructions.size();
            if (zeros.containsKey(part)) {
                instructions.add(fill(zeros.get(part)));
            }
            for (Unit u : part.order) {
                instructions.add(
                        switch (u) {
                            case Unit.Region r -> new RegionShape(r, ids).instruction();
                            case Unit.Heavy h -> heavy(h);
                        });
            }
            if (part.stage.passes > 1) {
                loops.add(new Plan.Loop(first, instructions.size(), part.stage.passes));
            }
        }
        return new Plan(name, buffers, instructions, loops, size);
    }

    private static List<Value> used(Part part) {
        Set<Value> used = new HashSet<>();
        for (Unit u : part.order) {
            used.addAll(u.reads);
            used.addAll(u.writes);
        }
        return part.units.values().stream().filter(used::contains).toList();
    }

    /** Places the links at the start of the arena, those that are zero at first side by side; returns where they end. */
    private long links() {
        Map<String, Integer> placed = new HashMap<>();
        long end = 0;
        for (Part part : parts) {
            long start = end;
            for (Primitive.Variable v : part.stage.zeros) {
                placed.put(v.name(), buffer(Buffer.Kind.ARENA, "", v.shape(), end, null));
                end = Arena.aligned(end + v.shape().size());
            }
            if (end > start) {
                Shape all = Shape.of(Math.toIntExact(end - start));
                zeros.put(part, buffer(Buffer.Kind.ARENA, "", all, start, null));
            }
        }
        for (Part part : parts) {
            for (Value v : used(part)) {
                if (links.contains(v.name)) {
                    if (!placed.containsKey(v.name)) {
                        placed.put(v.name, buffer(Buffer.Kind.ARENA, "", v.shape, end, null));
                        end = Arena.aligned(end + v.shape.size());
                    }
                    ids.put(v, placed.get(v.name));
                }
            }
        }
        return end;
    }

    private Instruction fill(int id) {
        return new Instruction.Region(
                IntTuple.of(buffers.get(id).shape().dim(0)),
                0,
                0,
                List.of(),
                List.of(RegionCode.constantStep(0)),
                List.of(new Instruction.Region.Store(0, new View(id, 0, 1), null)));
    }

    private int number(Value v, long offset) {
        if (v.kind == Buffer.Kind.ARENA || v.kind == Buffer.Kind.CONSTANT) {
            return buffer(v.kind, v.name, v.shape, offset, v.constant);
        }
        return shared.computeIfAbsent(new Key(v.kind, v.name), _ -> buffer(v.kind, v.name, v.shape, 0, null));
    }

    private int buffer(Buffer.Kind kind, String label, Shape shape, long offset, double[] constant) {
        buffers.add(new Buffer(buffers.size(), kind, label, shape, offset, constant));
        return buffers.size() - 1;
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
            case Primitive.LoopIndex _, Primitive.LoopSum _ ->
                throw new IllegalStateException(u.primitive + " separates stages");
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
