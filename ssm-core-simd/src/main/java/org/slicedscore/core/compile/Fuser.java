package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Literals;

/** Cuts simplified expressions into units: regions, and the primitives that stand alone. */
final class Fuser {
    /** One more place that an element-wise value is written to. */
    private record Target(Value value, Layout layout) {}

    /** A node that reads a variable, and how. */
    private record Read(Expr reader, Shape variableShape, Layout layout) {}

    /** A part of a concatenation that is written straight to its place. */
    private record Part(Expr concat, Expr source, Layout place) {}

    private final Map<String, Expr> outputs;
    private final Map<Primitive.Variable, Expr> assignments;
    private final Grouping grouping;
    private final Map<Expr, Value> values = new IdentityHashMap<>();
    private final Map<Primitive.Variable, Value> variables = new LinkedHashMap<>();
    private final Map<Expr, List<Target>> targets = new IdentityHashMap<>();
    private final Map<Expr, Boolean> loaded = new IdentityHashMap<>();
    private final List<Value> all = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private final Map<Expr, Integer> position = new IdentityHashMap<>();
    private final Map<Expr, Expr> views = new IdentityHashMap<>();
    private final Map<String, Expr> outputSources = new LinkedHashMap<>();

    Fuser(Map<String, Expr> outputs, Map<Primitive.Variable, Expr> assignments) {
        this.outputs = outputs;
        this.assignments = assignments;
        // gradients first: then each block of an unrolled loop comes whole in the order that breaks ties
        List<Expr> roots = new ArrayList<>(assignments.values());
        roots.addAll(outputs.values());
        grouping = new Grouping(roots);
    }

    Units fuse() {
        rootCopies();
        for (Expr node : grouping.placed()) {
            position.put(node, position.size());
        }
        findLoads();
        claimOutputs();
        Map<Primitive.Variable, Boolean> direct = claimVariables();
        placeSums();
        Map<Group, List<Part>> parts = concatParts();
        Map<Group, RegionBuilder> regions = new IdentityHashMap<>();
        for (Expr node : grouping.placed()) {
            emit(node, regions, parts);
        }
        for (Map.Entry<Primitive.Variable, Expr> a : assignments.entrySet()) {
            orderAssignment(a.getKey(), a.getValue(), direct.get(a.getKey()));
        }
        return new Units(units, all);
    }

    /** Outputs that are views, leaves or literals get memory of their own before anything is decided on it. */
    private void rootCopies() {
        Set<Expr> claimed = Graphs.identitySet();
        outputs.forEach((name, e) -> {
            Expr source = wholeSource(e);
            if (source == null || !claimed.add(source)) {
                source = wrapped(e);
                grouping.copied(source);
            }
            outputSources.put(name, source);
        });
        for (Expr e : assignments.values()) {
            if (wholeSource(e) == null) {
                grouping.copied(viewNode(e));
            }
        }
    }

    /** A node that may be copied: a computed node itself is already memory, so it is seen through a reshape. */
    private Expr viewNode(Expr e) {
        if (e.primitive() instanceof Primitive.View || Literals.value(e).isPresent()) {
            return e;
        }
        return views.computeIfAbsent(e, Fuser::wrapped);
    }

    private static Expr wrapped(Expr e) {
        return Expr.of(new Primitive.Reshape(e.shape()), e);
    }

    /** The computed node whose elements are exactly those of e, or null. */
    private Expr wholeSource(Expr e) {
        Grouping.Operand o = grouping.operand(e);
        if (o.layout() == null || !o.layout().isWhole(o.source().shape())) {
            return null;
        }
        return o.source().primitive() instanceof Primitive.Stored ? null : o.source();
    }

    /** Which nodes are read from memory by someone. */
    private void findLoads() {
        for (Expr node : List.copyOf(grouping.placed())) {
            for (Grouping.Operand o : operandsOf(node)) {
                boolean fused = grouping.group(node) != null
                        && grouping.group(node) == grouping.group(o.source())
                        && !(o.source().primitive() instanceof Primitive.Reduce);
                if (o.layout() != null && !fused) {
                    loaded.put(o.source(), true);
                }
            }
        }
    }

    private List<Grouping.Operand> operandsOf(Expr node) {
        Accumulation.Sum sum = grouping.accumulation().sum(node);
        if (sum != null) {
            List<Grouping.Operand> operands = new ArrayList<>(grouping.heavyOperands(sum.product()));
            operands.add(grouping.operand(sum.base()));
            return operands;
        }
        if (grouping.group(node) != null) {
            return pointOperands(node);
        }
        if (node.primitive() instanceof Primitive.Concat) {
            // parts that are computed element by element are written straight to their place
            List<Grouping.Operand> operands = new ArrayList<>();
            for (Expr part : node.inputs()) {
                Grouping.Operand o = grouping.operand(part);
                if (!writesDirectly(o)) {
                    operands.add(o);
                }
            }
            return operands;
        }
        return grouping.heavyOperands(node);
    }

    private boolean writesDirectly(Grouping.Operand o) {
        return o.layout() != null
                && Grouping.space(o.layout().shape())
                        .equals(Grouping.space(o.source().shape()))
                && grouping.group(o.source()) != null
                && !(o.source().primitive() instanceof Primitive.Reduce)
                && o.layout().isWhole(o.source().shape());
    }

    private List<Grouping.Operand> pointOperands(Expr node) {
        if (node.primitive() instanceof Primitive.View || node.primitive() instanceof Constant) {
            // a copied view copies what it was worked out to be before it became memory
            return List.of(grouping.operand(node));
        }
        return node.inputs().stream().map(grouping::operand).toList();
    }

    private void claimOutputs() {
        outputs.forEach((name, e) -> {
            Value v = add(new Value(Buffer.Kind.OUTPUT, name, e.shape(), null));
            values.put(outputSources.get(name), v);
        });
    }

    /** Variables whose new value is computed element by element are written in place; true where that is so. */
    private Map<Primitive.Variable, Boolean> claimVariables() {
        Dependents dependents = dependents();
        Map<Primitive.Variable, List<Read>> reads = variableReads();
        Map<Primitive.Variable, Boolean> direct = new LinkedHashMap<>();
        assignments.forEach((variable, e) -> {
            Expr source = wholeSource(e);
            boolean inPlace = source != null
                    && grouping.group(source) != null
                    && !(source.primitive() instanceof Primitive.Reduce)
                    && !isBlocked(grouping.group(source), reads.getOrDefault(variable, List.of()), dependents);
            if (inPlace) {
                addTarget(source, variable(variable), Layout.contiguous(source.shape()));
            } else {
                Expr from = source == null ? viewNode(e) : source;
                loaded.put(from, true);
            }
            direct.put(variable, inPlace);
        });
        return direct;
    }

    /** Where the old value of each variable is read. */
    private Map<Primitive.Variable, List<Read>> variableReads() {
        Map<Primitive.Variable, List<Read>> reads = new HashMap<>();
        for (Expr node : grouping.placed()) {
            for (Grouping.Operand o : operandsOf(node)) {
                if (o.layout() != null && o.source().primitive() instanceof Primitive.Variable v) {
                    reads.computeIfAbsent(v, k -> new ArrayList<>()).add(new Read(node, v.shape(), o.layout()));
                }
            }
        }
        return reads;
    }

    private Dependents dependents() {
        Dependents dependents = new Dependents();
        for (Expr node : grouping.placed()) {
            for (Grouping.Operand o : operandsOf(node)) {
                addDependent(dependents, node, o);
            }
            if (node.primitive() instanceof Primitive.Concat) {
                node.inputs().forEach(part -> addDependent(dependents, node, grouping.operand(part)));
            }
        }
        return dependents;
    }

    private void addDependent(Dependents dependents, Expr user, Grouping.Operand o) {
        if (o.layout() != null) {
            dependents.add(owner(user), owner(o.source()));
        }
    }

    /** What computes a node: its group, or the node alone. */
    private Object owner(Expr node) {
        Group group = grouping.group(node);
        return group == null ? node : group;
    }

    /**
     * Whether writing a variable from a group would come too early: someone who reads the old value needs the group
     * first, or the group itself reads the old value in another order.
     */
    private boolean isBlocked(Group group, List<Read> reads, Dependents dependents) {
        Set<Object> later = dependents.of(group);
        return reads.stream()
                .anyMatch(r -> grouping.group(r.reader()) == group
                        ? !r.layout().isWhole(r.variableShape())
                        : later.contains(owner(r.reader())));
    }

    private void addTarget(Expr source, Value value, Layout layout) {
        targets.computeIfAbsent(source, k -> new ArrayList<>()).add(new Target(value, layout));
    }

    private Value variable(Primitive.Variable v) {
        return variables.computeIfAbsent(v, k -> {
            Value value = new Value(Buffer.Kind.VARIABLE, k.name(), k.shape(), null);
            all.add(value);
            return value;
        });
    }

    private Value value(Expr node) {
        Value known = values.get(node);
        if (known != null) {
            return known;
        }
        Value v = switch (node.primitive()) {
            case Primitive.Variable p -> variable(p);
            case Primitive.Input p -> add(new Value(Buffer.Kind.INPUT, p.name(), p.shape(), null));
            case Constant c
            when Literals.value(node).isEmpty() ->
                add(new Value(Buffer.Kind.CONSTANT, "constant", c.shape(), c.toArray()));
            default -> add(new Value(Buffer.Kind.ARENA, "", node.shape(), null));
        };
        values.put(node, v);
        return v;
    }

    private Value add(Value v) {
        all.add(v);
        return v;
    }

    private void emit(Expr node, Map<Group, RegionBuilder> regions, Map<Group, List<Part>> parts) {
        Primitive p = node.primitive();
        Group group = grouping.group(node);
        Accumulation.Sum sum = grouping.accumulation().sum(node);
        if (group != null) {
            RegionBuilder builder = regions.get(group);
            if (builder == null) {
                builder = new RegionBuilder(group);
                regions.put(group, builder);
                group.members().sort(java.util.Comparator.comparing(position::get));
                parts.getOrDefault(group, List.of())
                        .forEach(part -> addTarget(part.source(), value(part.concat()), part.place()));
                builder.build();
                units.add(builder.unit);
            }
        } else if (sum != null) {
            heavy(sum.product(), node, Layout.contiguous(sum.product().shape()), true);
        } else if (p instanceof Primitive.Concat c) {
            concat(node, c);
        } else if (p instanceof Primitive.Stored) {
            value(node);
        } else {
            heavy(node, node, Layout.contiguous(node.shape()), false);
        }
    }

    /** A sum lives where its base does; if the sum is an output, the base becomes one. */
    private void placeSums() {
        for (Expr node : grouping.placed()) {
            Accumulation.Sum sum = grouping.accumulation().sum(node);
            if (sum != null) {
                Value base = value(sum.base());
                Value claimed = values.put(node, base);
                if (claimed != null) {
                    base.kind = claimed.kind;
                    base.name = claimed.name;
                    all.remove(claimed);
                }
            }
        }
    }

    private void heavy(Expr computed, Expr node, Layout result, boolean accumulate) {
        List<Unit.Operand> operands = new ArrayList<>();
        for (Grouping.Operand o : grouping.heavyOperands(computed)) {
            operands.add(new Unit.Operand(value(o.source()), o.layout()));
        }
        Unit unit = new Unit.Heavy(computed.primitive(), operands, new Unit.Operand(value(node), result), accumulate);
        unit.priority = position.get(node);
        units.add(unit);
    }

    private void concat(Expr node, Primitive.Concat c) {
        Layout whole = Layout.contiguous(node.shape());
        long start = 0;
        for (Expr part : node.inputs()) {
            Layout place = new Layout(start * whole.strides()[c.axis()], part.shape(), whole.strides());
            start += part.dim(c.axis());
            Grouping.Operand o = grouping.operand(part);
            if (!writesDirectly(o)) {
                units.add(copy(o, part, value(node), place, position.get(node)));
            }
        }
    }

    /** A region that only moves elements. */
    private Unit.Region copy(Grouping.Operand from, Expr e, Value to, Layout place, int priority) {
        Unit.Region unit = new Unit.Region(Grouping.space(e.shape()), IntTuple.of());
        unit.priority = priority;
        if (from.layout() == null) {
            unit.steps.add(RegionCode.constantStep(Literals.value(e).getAsDouble()));
        } else {
            Value source = value(from.source());
            unit.loads.add(new Unit.Operand(source, from.layout().squeezed()));
            unit.reads(source);
        }
        unit.store(0, new Unit.Operand(to, place.squeezed()), null);
        return unit;
    }

    private void orderAssignment(Primitive.Variable variable, Expr e, boolean direct) {
        Value target = variable(variable);
        Unit writer;
        if (direct) {
            writer = target.writers.get(0);
        } else {
            Expr source = wholeSource(e);
            Expr from = source == null ? viewNode(e) : source;
            Grouping.Operand o = new Grouping.Operand(from, Layout.contiguous(e.shape()));
            writer = copy(o, e, target, Layout.contiguous(e.shape()), position.size());
            units.add(writer);
        }
        for (Unit reader : target.readers) {
            if (reader != writer) {
                writer.after.add(reader);
            }
        }
    }

    /** The parts of concatenations by the group that computes them. */
    private Map<Group, List<Part>> concatParts() {
        Map<Group, List<Part>> parts = new IdentityHashMap<>();
        for (Expr node : grouping.placed()) {
            if (!(node.primitive() instanceof Primitive.Concat c)) {
                continue;
            }
            Layout whole = Layout.contiguous(node.shape());
            long start = 0;
            for (Expr part : node.inputs()) {
                Grouping.Operand o = grouping.operand(part);
                if (writesDirectly(o)) {
                    Layout place = new Layout(start * whole.strides()[c.axis()], part.shape(), whole.strides());
                    parts.computeIfAbsent(grouping.group(o.source()), k -> new ArrayList<>())
                            .add(new Part(node, o.source(), place));
                }
                start += part.dim(c.axis());
            }
        }
        return parts;
    }

    /** Writes the code of one group. */
    private final class RegionBuilder {
        private final Group group;
        private final Unit.Region unit;
        private final RegionCode code;

        RegionBuilder(Group group) {
            this.group = group;
            unit = new Unit.Region(group.space, group.reduced());
            code = new RegionCode(unit);
        }

        void build() {
            // loads come first in the numbering, so they are collected before any step is written
            for (Expr node : group.members()) {
                for (Grouping.Operand o : pointOperands(node)) {
                    if (o.layout() != null && !isInside(node, o)) {
                        code.load(new Unit.Operand(value(o.source()), o.layout().squeezed()));
                    }
                }
            }
            Map<Expr, Integer> numbers = new IdentityHashMap<>();
            for (Expr node : group.members()) {
                List<Integer> operands = new ArrayList<>();
                for (Grouping.Operand o : pointOperands(node)) {
                    operands.add(number(node, o, numbers));
                }
                if (node.primitive() instanceof Primitive.Reduce r) {
                    Layout to = reducedLayout(node, r);
                    unit.store(operands.get(0), new Unit.Operand(value(node), to), r.reduction());
                } else {
                    int n = code.step(node.primitive(), operands);
                    numbers.put(node, n);
                    stores(node, n);
                }
            }
            unit.priority = position.get(group.members().getFirst());
        }

        private boolean isInside(Expr node, Grouping.Operand o) {
            return o.source() != node
                    && grouping.group(o.source()) == group
                    && !(o.source().primitive() instanceof Primitive.Reduce);
        }

        private int number(Expr node, Grouping.Operand o, Map<Expr, Integer> numbers) {
            if (o.layout() == null) {
                return code.constant(Literals.value(o.source()).getAsDouble());
            }
            return isInside(node, o)
                    ? numbers.get(o.source())
                    : code.load(new Unit.Operand(value(o.source()), o.layout().squeezed()));
        }

        private void stores(Expr node, int number) {
            List<Target> places = targets.getOrDefault(node, List.of());
            if (loaded.containsKey(node) || values.containsKey(node)) {
                Layout whole = Layout.contiguous(node.shape()).squeezed();
                unit.store(number, new Unit.Operand(value(node), whole), null);
            }
            for (Target t : places) {
                unit.store(number, new Unit.Operand(t.value(), t.layout().squeezed()), null);
            }
        }

        private Layout reducedLayout(Expr node, Primitive.Reduce r) {
            Shape from = node.input(0).shape();
            Layout out = Layout.contiguous(node.shape());
            long[] strides = new long[from.rank()];
            int j = 0;
            for (int i = 0; i < strides.length; i++) {
                strides[i] = r.axes().contains(i) ? 0 : out.strides()[j++];
            }
            return new Layout(0, from, strides).squeezed();
        }
    }
}
