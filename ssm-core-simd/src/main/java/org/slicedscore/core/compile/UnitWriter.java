package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Literals;

/** Writes the units of grouped nodes. */
final class UnitWriter {
    private final Grouping grouping;
    private final Operands operands;
    private final Set<Expr> kept;
    private final Values values;
    private final Map<Expr, Integer> position = new IdentityHashMap<>();
    /** Other targets of element-wise nodes: variables, and places in a concatenation. */
    private final Map<Expr, List<Unit.Operand>> places = new IdentityHashMap<>();

    private final Map<Group, List<Operands.Part>> parts = new IdentityHashMap<>();
    private final Set<Group> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Unit> units = new ArrayList<>();

    UnitWriter(Grouping grouping, Operands operands, Set<Expr> kept, Values values) {
        this.grouping = grouping;
        this.operands = operands;
        this.kept = kept;
        this.values = values;
    }

    Units write(Results results, Set<Primitive.Variable> inPlace) {
        for (Expr node : grouping.placed()) {
            position.put(node, position.size());
            if (node.primitive() instanceof Primitive.Concat) {
                for (Operands.Part part : operands.parts(node)) {
                    if (operands.writesDirectly(part.operand())) {
                        Group group = grouping.group(part.operand().source());
                        parts.computeIfAbsent(group, _ -> new ArrayList<>()).add(part);
                    }
                }
            }
        }
        for (Primitive.Variable variable : inPlace) {
            Expr source = results.assignments().get(variable).source();
            place(source, new Unit.Operand(values.of(variable), Layout.contiguous(source.shape())));
        }
        grouping.placed().forEach(this::write);
        results.assignments().forEach((variable, a) -> assign(variable, a.source(), inPlace.contains(variable)));
        return new Units(units, values.all());
    }

    private void place(Expr node, Unit.Operand to) {
        places.computeIfAbsent(node, _ -> new ArrayList<>()).add(to);
    }

    private void write(Expr node) {
        Group group = grouping.group(node);
        Accumulation.Sum sum = grouping.accumulation().sum(node);
        if (group != null) {
            if (written.add(group)) {
                region(group);
            }
        } else if (sum != null) {
            heavy(sum.product(), node, Layout.contiguous(sum.product().shape()), true);
        } else if (node.primitive() instanceof Primitive.Concat) {
            for (Operands.Part part : operands.parts(node)) {
                if (!operands.writesDirectly(part.operand())) {
                    Unit.Operand to = new Unit.Operand(values.of(node), part.place());
                    copy(part.operand(), part.part().shape(), to, position.get(node));
                }
            }
        } else if (node.primitive() instanceof Primitive.Stored) {
            values.of(node);
        } else {
            heavy(node, node, Layout.contiguous(node.shape()), false);
        }
    }

    private void region(Group group) {
        group.members().sort(Comparator.comparing(position::get));
        parts.getOrDefault(group, List.of())
                .forEach(p -> place(p.operand().source(), new Unit.Operand(values.of(p.whole()), p.place())));
        Unit.Region unit = new RegionWriter(group, operands, kept, values, places).write();
        unit.priority = group.members().stream()
                .filter(node -> !group.isTaken(node))
                .mapToInt(position::get)
                .min()
                .orElseThrow();
        units.add(unit);
    }

    private void heavy(Expr computed, Expr node, Layout result, boolean accumulate) {
        List<Unit.Operand> from = grouping.heavyOperands(computed).stream()
                .map(o -> new Unit.Operand(values.of(o.source()), o.layout()))
                .toList();
        Unit unit = new Unit.Heavy(computed.primitive(), from, new Unit.Operand(values.of(node), result), accumulate);
        unit.priority = position.get(node);
        units.add(unit);
    }

    /** A region that only copies elements. */
    private Unit copy(Grouping.Operand from, Shape shape, Unit.Operand to, int priority) {
        Unit.Region unit = new Unit.Region(Grouping.space(shape), IntTuple.of());
        unit.priority = priority;
        if (from.layout() == null) {
            unit.steps.add(RegionCode.constantStep(Literals.value(from.source()).getAsDouble()));
        } else {
            Value source = values.of(from.source());
            unit.loads.add(new Unit.Operand(source, from.layout().squeezed()));
            unit.reads(source);
        }
        unit.store(0, new Unit.Operand(to.value(), to.layout().squeezed()), null);
        units.add(unit);
        return unit;
    }

    /** A variable is written after all reads of its old value. */
    private void assign(Primitive.Variable variable, Expr source, boolean inPlace) {
        Value target = values.of(variable);
        Layout layout = Layout.contiguous(variable.shape());
        Unit writer = inPlace
                ? target.writers.getFirst()
                : copy(
                        new Grouping.Operand(source, layout),
                        variable.shape(),
                        new Unit.Operand(target, layout),
                        position.size());
        for (Unit reader : target.readers) {
            if (reader != writer) {
                writer.after.add(reader);
            }
        }
    }
}
