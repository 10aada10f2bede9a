package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;

/** Element-wise nodes and reductions that share one region. Groups that meet are merged. */
final class Group {
    final int level;
    final Shape space;
    private IntTuple reduced = IntTuple.of();
    private List<Expr> members = new ArrayList<>();
    private final Set<Expr> taken = Graphs.identitySet();
    private Group joined;

    Group(int level, Shape space) {
        this.level = level;
        this.space = space;
    }

    Group find() {
        Group g = this;
        while (g.joined != null) {
            g = g.joined;
        }
        return g;
    }

    List<Expr> members() {
        return members;
    }

    /** Takes a node of an earlier region, whose place in the graph says nothing of when this one should run. */
    void take(Expr node) {
        members.add(node);
        taken.add(node);
    }

    /** Whether a member was taken from an earlier region. */
    boolean isTaken(Expr node) {
        return taken.contains(node);
    }

    IntTuple reduced() {
        return reduced;
    }

    /** Whether reductions over these axes fit: a region has one set of reduced axes. */
    boolean accepts(IntTuple axes) {
        return axes.size() == 0 || reduced.size() == 0 || reduced.equals(axes);
    }

    void reduce(IntTuple axes) {
        reduced = axes;
    }

    void join(Group other) {
        if (other != this) {
            if (reduced.size() == 0) {
                reduced = other.reduced;
            }
            members.addAll(other.members);
            other.members = List.of();
            other.joined = this;
        }
    }
}
