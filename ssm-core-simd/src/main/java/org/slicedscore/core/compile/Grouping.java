package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Literals;

/**
 * Decides which nodes run together. Every node's level is one more than its operands', except that an element-wise node
 * keeps the level of an element-wise operand over the same index space, if they can be fused. Nodes of one level
 * and space never depend on each other, so merging them makes no cycle; they are merged if one feeds the other or
 * both read the same memory.
 */
final class Grouping {
    /** An operand: a node that has memory or is fused, and the layout of its elements; a literal has no layout. */
    record Operand(Expr source, Layout layout) {}

    private record Shared(int level, Shape space, Expr source, Layout layout) {}

    private final Map<Expr, Operand> operands = new IdentityHashMap<>();
    private final Map<Expr, Integer> levels = new IdentityHashMap<>();
    /** Element-wise nodes that depend only on leaves and are not yet needed. */
    private final Set<Expr> deferred = Graphs.identitySet();

    private final Map<Expr, Group> groups = new IdentityHashMap<>();
    private final Map<Shared, Group> loading = new HashMap<>();
    private final List<Expr> placed = new ArrayList<>();
    private final Accumulation accumulation;

    Grouping(Collection<Expr> roots) {
        List<Expr> order = Graphs.topological(roots);
        accumulation = new Accumulation(order, roots);
        for (Expr node : order) {
            if (!(node.primitive() instanceof Primitive.View) && !accumulation.isAbsorbed(node)) {
                place(node);
            }
        }
        for (Expr root : roots) {
            Operand o = operand(root);
            if (o.layout() != null) {
                level(o.source());
            }
        }
    }

    /** Everything that has memory or is fused, in dependency order. */
    List<Expr> placed() {
        return placed;
    }

    Accumulation accumulation() {
        return accumulation;
    }

    /** The group of an element-wise node, a copied view or a reduction; null for all others. */
    Group group(Expr node) {
        Group g = groups.get(node);
        return g == null ? null : g.find();
    }

    /** Moves an element-wise node to a region of the same space that runs later. */
    void move(Expr node, Group to) {
        group(node).members().removeIf(member -> member == node);
        to.take(node);
        groups.put(node, to);
    }

    /** The source of a node's elements. */
    Operand operand(Expr e) {
        Operand known = operands.get(e);
        if (known == null) {
            known = resolve(e);
            operands.put(e, known);
        }
        return known;
    }

    private Operand resolve(Expr e) {
        if (Literals.value(e).isPresent()) {
            return new Operand(e, null);
        }
        if (!(e.primitive() instanceof Primitive.View view)) {
            return new Operand(e, Layout.contiguous(e.shape()));
        }
        Operand inner = operand(e.input(0));
        Layout seen = inner.layout().through(view, e.shape());
        if (seen != null) {
            return new Operand(inner.source(), seen);
        }
        Operand copy = copied(e.input(0));
        return new Operand(copy.source(), copy.layout().through(view, e.shape()));
    }

    /** A view or literal given memory of its own. */
    Operand copied(Expr e) {
        if (!levels.containsKey(e)) {
            placePoint(e, List.of(operand(e)));
        }
        return new Operand(e, Layout.contiguous(e.shape()));
    }

    /** The operand of a matrix product or solve: its matrices must have a stride of 1. */
    Operand matrix(Expr e) {
        Operand o = operand(e);
        return o.layout() != null && Matrices.fits(o.layout()) ? o : copied(e);
    }

    /** An operand with contiguous elements. */
    Operand contiguous(Expr e) {
        Operand o = operand(e);
        return o.layout() != null && o.layout().isContiguous() ? o : copied(e);
    }

    List<Operand> heavyOperands(Expr node) {
        boolean matrices = node.primitive() instanceof Primitive.MatrixOperation;
        return node.inputs().stream()
                .map(input -> matrices ? matrix(input) : contiguous(input))
                .toList();
    }

    private void place(Expr node) {
        switch (node.primitive()) {
            case Constant _ -> {
                if (Literals.value(node).isEmpty()) {
                    leaf(node);
                }
            }
            case Primitive.Stored _ -> leaf(node);
            case Primitive.Reduce p -> placeReduction(node, p);
            case Primitive.Concat _ -> {
                int level = 0;
                for (Expr part : node.inputs()) {
                    Operand o = operand(part);
                    level = Math.max(level, o.layout() == null ? 0 : level(o.source()));
                }
                put(node, level + 1);
            }
            default -> {
                Accumulation.Sum sum = accumulation.sum(node);
                if (sum != null) {
                    int level = level(operand(sum.base()).source());
                    put(node, 1 + Math.max(level, highest(heavyOperands(sum.product()))));
                } else if (isPoint(node.primitive())) {
                    placePointOrDefer(node);
                } else {
                    put(node, 1 + highest(heavyOperands(node)));
                }
            }
        }
    }

    private static boolean isPoint(Primitive p) {
        return p instanceof Primitive.ElementWise || p instanceof Primitive.View || p instanceof Constant;
    }

    private int highest(List<Operand> operands) {
        return operands.stream().mapToInt(o -> level(o.source())).max().orElse(0);
    }

    private void leaf(Expr node) {
        put(node, -1);
    }

    private void put(Expr node, int level) {
        levels.put(node, level);
        placed.add(node);
    }

    /** The level of a placed node; a deferred node is placed now, as early as possible. */
    private int level(Expr source) {
        if (deferred.contains(source)) {
            placePoint(source, operands(source));
        }
        return levels.get(source);
    }

    private List<Operand> operands(Expr node) {
        return node.inputs().stream().map(this::operand).toList();
    }

    /**
     * A node that depends only on leaves, such as the decayed state of an optimiser, could run at once, but its
     * result would be written and read much later. It waits for the first node that uses it and runs there.
     */
    private void placePointOrDefer(Expr node) {
        List<Operand> operands = operands(node);
        boolean early = operands.stream()
                .allMatch(o -> o.layout() == null
                        || deferred.contains(o.source())
                        || levels.containsKey(o.source()) && levels.get(o.source()) < 0);
        if (early) {
            deferred.add(node);
        } else {
            placePoint(node, operands);
        }
    }

    private void placePoint(Expr node, List<Operand> operands) {
        placePoint(node, operands, 0);
    }

    /** Whether an operand is deferred and can run with this one. */
    private boolean waits(Operand o, Shape space) {
        return deferred.contains(o.source()) && isSame(o, space);
    }

    /** The lowest level at which a node can run, given those of its operands. */
    private int needed(Expr node, List<Operand> operands) {
        Shape space = space(node.shape());
        int level = 0;
        for (Operand o : operands) {
            if (o.layout() == null) {
                continue;
            }
            int above = waits(o, space)
                    ? needed(o.source(), operands(o.source()))
                    : level(o.source()) + (canFuse(o, space) ? 0 : 1);
            level = Math.max(level, above);
        }
        return level;
    }

    private void placePoint(Expr node, List<Operand> operands, int least) {
        deferred.remove(node);
        Shape space = space(node.shape());
        int level = Math.max(least, needed(node, operands));
        for (Operand o : operands) {
            if (o.layout() != null && waits(o, space)) {
                placePoint(o.source(), operands(o.source()), level);
                level = Math.max(level, levels.get(o.source()));
            }
        }
        List<Group> candidates = new ArrayList<>();
        for (Operand o : operands) {
            if (o.layout() != null && canFuse(o, space) && levels.get(o.source()) == level) {
                candidates.add(group(o.source()));
            }
        }
        if (!compatible(candidates)) {
            level++;
            candidates.clear();
        }
        Group group = candidates.isEmpty() ? new Group(level, space) : candidates.get(0);
        for (Group c : candidates) {
            group = group.find();
            group.join(c.find());
        }
        group = joinReaders(group.find(), operands);
        group.members().add(node);
        groups.put(node, group);
        put(node, level);
    }

    private void placeReduction(Expr node, Primitive.Reduce p) {
        Operand o = operand(node.input(0));
        Shape space = space(node.input(0).shape());
        IntTuple axes = squeezedAxes(node.input(0).shape(), p.axes());
        int level = level(o.source());
        Group group = canFuse(o, space) ? group(o.source()) : null;
        if (group == null || !group.accepts(axes)) {
            group = new Group(level + 1, space);
            group.reduce(axes);
            group = joinReaders(group, List.of(o));
        }
        if (group.reduced().size() == 0) {
            group.reduce(axes);
        }
        group.members().add(node);
        groups.put(node, group);
        put(node, group.level);
    }

    /** Merges a group with those that read the same memory in the same way. */
    private Group joinReaders(Group group, List<Operand> operands) {
        Group result = group;
        for (Operand o : operands) {
            // small operands such as a learning rate have many readers that share nothing else
            if (o.layout() == null || o.layout().repeats() || canFuse(o, group.space) && group(o.source()) == result) {
                continue;
            }
            Shared key = new Shared(
                    result.level, result.space, o.source(), o.layout().squeezed());
            Group other = loading.putIfAbsent(key, result);
            if (other != null
                    && other.find() != result
                    && result.accepts(other.find().reduced())) {
                Group root = other.find();
                root.join(result);
                result = root;
            }
        }
        return result;
    }

    private static boolean compatible(List<Group> candidates) {
        for (Group a : candidates) {
            for (Group b : candidates) {
                if (!a.accepts(b.reduced())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether an operand can be computed in the same region: element-wise, over the same index space, in order. */
    boolean canFuse(Operand o, Shape space) {
        return o.layout() != null
                && groups.containsKey(o.source())
                && !(o.source().primitive() instanceof Primitive.Reduce)
                && isSame(o, space);
    }

    private static boolean isSame(Operand o, Shape space) {
        return space(o.source().shape()).equals(space)
                && space(o.layout().shape()).equals(space)
                && o.layout().isWhole(o.source().shape());
    }

    /** The index space of a shape: its extents without ones. */
    static Shape space(Shape shape) {
        return Layout.contiguous(shape).squeezed().shape();
    }

    static IntTuple squeezedAxes(Shape shape, IntTuple axes) {
        List<Integer> result = new ArrayList<>();
        int position = 0;
        for (int i = 0; i < shape.rank(); i++) {
            if (shape.dim(i) != 1) {
                if (axes.contains(i)) {
                    result.add(position);
                }
                position++;
            }
        }
        return IntTuple.of(result.stream().mapToInt(Integer::intValue).toArray());
    }
}
