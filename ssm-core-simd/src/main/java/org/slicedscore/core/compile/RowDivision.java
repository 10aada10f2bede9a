package org.slicedscore.core.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Instruction.Region;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;

/**
 * Which instructions of a plan work row by row, so that the first rows of all inputs can be computed without the others.
 *
 * <p>A plan is divided by rows if its inputs share their first extent, B, and each instruction that depends on them keeps its rows
 * apart: what it reads and writes of row r lies in the r-th of B equal parts of each buffer, and its outermost axis goes through these parts. Such
 * an instruction computes the first r rows by the first r/B of that axis. Instructions that depend on no input run whole.
 *
 * @param rows B
 * @param divided for each instruction, whether it depends on the rows
 */
public record RowDivision(int rows, List<Boolean> divided) {
    /** Copies the list. */
    public RowDivision {
        divided = List.copyOf(divided);
    }

    /**
     * Divides a plan.
     *
     * @param plan the plan
     * @return empty if some instruction mixes rows, or might
     */
    public static Optional<RowDivision> of(Plan plan) {
        List<Buffer> inputs = plan.buffers(Buffer.Kind.INPUT);
        if (inputs.isEmpty()
                || !plan.loops().isEmpty()
                || inputs.stream().anyMatch(b -> b.shape().rank() == 0)) {
            return Optional.empty();
        }
        int rows = inputs.getFirst().shape().dim(0);
        if (rows < 2 || inputs.stream().anyMatch(b -> b.shape().dim(0) != rows)) {
            return Optional.empty();
        }
        Walk walk = new Walk(plan, rows);
        inputs.forEach(b -> walk.widths[b.id()] = b.size() / rows);
        Boolean[] divided = new Boolean[plan.instructions().size()];
        for (int i = 0; i < divided.length; i++) {
            Instruction instruction = plan.instructions().get(i);
            divided[i] = walk.depends(instruction);
            if (divided[i] && !walk.keepsApart(instruction)) {
                return Optional.empty();
            }
        }
        return Optional.of(new RowDivision(rows, Arrays.asList(divided)));
    }

    /** The plan, read from its first instruction to its last. */
    private static final class Walk {
        private final Plan plan;
        private final int rows;

        /** Elements of a row in each buffer that depends on the rows; 0 for the others. */
        private final long[] widths;

        private Walk(Plan plan, int rows) {
            this.plan = plan;
            this.rows = rows;
            widths = new long[plan.buffers().size()];
        }

        private boolean depends(View view) {
            return widths[view.buffer()] > 0;
        }

        private boolean depends(Instruction instruction) {
            return switch (instruction) {
                case Instruction.MatMul m -> depends(m.a()) || depends(m.b()) || m.accumulate() && depends(m.c());
                case Region r -> r.loads().stream().anyMatch(this::depends);
                case Instruction.Random _ -> false;
                case Instruction.Gather g -> depends(g.from());
                case Instruction.ScatterAdd s -> depends(s.from());
                case Instruction.Cholesky c -> depends(c.a());
                case Instruction.TriangularSolve s -> depends(s.l()) || depends(s.b());
            };
        }

        /** Whether an instruction that depends on the rows computes each from itself alone. */
        private boolean keepsApart(Instruction instruction) {
            return switch (instruction) {
                case Instruction.MatMul m
                when m.batch() == 1 ->
                    !depends(m.b()) && reads(m.a(), 1, m.m(), m.k()) && writes(m.c(), 1, m.m(), m.n());
                case Instruction.MatMul m ->
                    reads(m.a(), 0, m.batch(), m.m(), m.k())
                            && reads(m.b(), 0, m.batch(), m.k(), m.n())
                            && writes(m.c(), 0, m.batch(), m.m(), m.n());
                case Region r -> {
                    int[] extents = r.extents().toArray();
                    yield (r.reducedFrom() > 0 || r.reducedFrom() == r.reducedTo())
                            && r.loads().stream().allMatch(v -> reads(v, 0, extents))
                            && r.stores().stream().allMatch(s -> writes(s.view(), 0, stored(s, r)));
                }
                case Instruction.Gather g ->
                    reads(g.from(), 0, g.outer(), g.extent(), g.inner())
                            && writes(g.to(), 0, g.outer(), g.indices().size(), g.inner());
                case Instruction.ScatterAdd s ->
                    reads(s.from(), 0, s.outer(), s.indices().size(), s.inner())
                            && writes(s.to(), 0, s.outer(), s.extent(), s.inner());
                case Instruction.Random _, Instruction.Cholesky _, Instruction.TriangularSolve _ -> false;
            };
        }

        private static int[] stored(Region.Store store, Region region) {
            int[] extents = region.extents().toArray();
            if (store.reduction() != null) {
                Arrays.fill(extents, region.reducedFrom(), region.reducedTo(), 1);
            }
            return extents;
        }

        private boolean reads(View view, int first, int... extents) {
            return !depends(view) || apart(view, widths[view.buffer()], first, extents);
        }

        private boolean writes(View view, int first, int... extents) {
            long size = plan.buffer(view.buffer()).size();
            if (size % rows != 0 || !apart(view, size / rows, first, extents)) {
                return false;
            }
            widths[view.buffer()] = size / rows;
            return true;
        }

        /**
         * Whether the outermost axis of a view goes through the rows of a buffer, and the rest stays within one.
         *
         * @param width elements of a row of the buffer
         * @param first the view's stride of the outermost axis
         */
        private boolean apart(View view, long width, int first, int... extents) {
            if (extents[0] % rows != 0) {
                return false;
            }
            int each = extents[0] / rows;
            long last = view.offset() + (each - 1) * view.stride(first);
            for (int axis = 1; axis < extents.length; axis++) {
                long stride = view.stride(first + axis);
                if (stride < 0) {
                    return false;
                }
                last += stride * (extents[axis] - 1);
            }
            return each * view.stride(first) == width && view.offset() >= 0 && last < width;
        }
    }
}
