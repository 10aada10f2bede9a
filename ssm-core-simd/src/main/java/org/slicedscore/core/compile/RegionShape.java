package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.View;

/**
 * Brings a region's index space into the form backends expect: reduced axes adjacent, the innermost axis the one
 * along which memory is read in order, and axes merged where every view has one even stride over both.
 */
final class RegionShape {
    private final Unit.Region unit;
    private final Map<Value, Integer> ids;
    private final List<Unit.Operand> operands = new ArrayList<>();
    /** The merged axes, outermost first: each a run of original axes. */
    private final List<List<Integer>> axes = new ArrayList<>();

    RegionShape(Unit.Region unit, Map<Value, Integer> ids) {
        this.unit = unit;
        this.ids = ids;
        operands.addAll(unit.loads);
        unit.stores.forEach(s -> operands.add(s.to()));
        merge(ordered());
    }

    /** Kept axes, then reduced ones, then the kept axes that were innermost. */
    private List<Integer> ordered() {
        int rank = unit.space.rank();
        int inner = rank;
        if (unit.reduced.size() > 0) {
            while (inner > 0 && !unit.reduced.contains(inner - 1)) {
                inner--;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < inner; i++) {
            if (!unit.reduced.contains(i)) {
                order.add(i);
            }
        }
        for (int axis : unit.reduced.toArray()) {
            order.add(axis);
        }
        for (int i = inner; i < rank; i++) {
            order.add(i);
        }
        return order;
    }

    private void merge(List<Integer> order) {
        for (int axis : order) {
            List<Integer> last = axes.isEmpty() ? null : axes.getLast();
            if (last != null && canMerge(last.getLast(), axis)) {
                last.add(axis);
            } else {
                axes.add(new ArrayList<>(List.of(axis)));
            }
        }
    }

    private boolean canMerge(int outer, int inner) {
        if (unit.reduced.contains(outer) != unit.reduced.contains(inner)) {
            return false;
        }
        for (Unit.Operand o : operands) {
            long[] s = o.layout().strides();
            if (s[outer] != s[inner] * unit.space.dim(inner)) {
                return false;
            }
        }
        return true;
    }

    Instruction.Region instruction() {
        int[] extents = new int[Math.max(1, axes.size())];
        extents[0] = 1;
        int from = 0;
        int to = 0;
        for (int i = 0; i < axes.size(); i++) {
            int extent = 1;
            for (int axis : axes.get(i)) {
                extent *= unit.space.dim(axis);
            }
            extents[i] = extent;
            if (unit.reduced.contains(axes.get(i).getFirst())) {
                from = to == 0 ? i : from;
                to = i + 1;
            }
        }
        return new Instruction.Region(
                IntTuple.of(extents),
                from,
                to,
                unit.loads.stream().map(this::view).toList(),
                List.copyOf(unit.steps),
                unit.stores.stream()
                        .map(s -> new Instruction.Region.Store(s.number(), view(s.to()), s.reduction()))
                        .toList());
    }

    private View view(Unit.Operand o) {
        long[] strides = new long[Math.max(1, axes.size())];
        for (int i = 0; i < axes.size(); i++) {
            strides[i] = o.layout().strides()[axes.get(i).getLast()];
        }
        return new View(ids.get(o.value()), o.layout().offset(), strides);
    }
}
