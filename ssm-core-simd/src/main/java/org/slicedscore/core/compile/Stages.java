package org.slicedscore.core.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Passes;

/**
 * Cuts a program at its loops. What comes before a loop, a loop's body and what comes after are programs of their own, which
 * hand values on in links: memory that one writes and later ones read. A body adds to the sums of its loop, and to the
 * number of the pass.
 *
 * <p>The level of a node is the number of loops one behind the other that it waits for. Sums of one level and number of passes
 * share one loop. A value that differs from pass to pass and is needed by loops of two levels, such as by a sum and by the
 * derivative of what was made of it, is computed in both.
 */
final class Stages {
    private record Loop(int level, int passes) {}

    private final Passes passes = new Passes();
    private final Map<Expr, Integer> levels = new IdentityHashMap<>();
    private final Map<Loop, List<Expr>> loops =
            new TreeMap<>(Comparator.comparingInt(Loop::level).thenComparingInt(Loop::passes));

    /** The level at which a node with one value is computed. */
    private final Map<Expr, Integer> homes = new IdentityHashMap<>();

    /** Nodes that cost about as little as reading them would. */
    private final Set<Expr> cheap = Graphs.identitySet();

    /** Nodes with one value that are handed on. */
    private final Set<Expr> handed = Graphs.identitySet();

    private final List<Expr> order;
    private final Map<Expr, Primitive.Variable> links = new IdentityHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Stage> stages = new ArrayList<>();

    private Stages(Map<String, Expr> outputs, Map<Primitive.Variable, Expr> assignments) {
        List<Expr> roots = new ArrayList<>(assignments.values());
        roots.addAll(outputs.values());
        order = Graphs.topological(roots);
        int last = level();
        loops.values().forEach(this::handTo);
        List<Expr> targets = order.stream().filter(handed::contains).toList();
        for (int level = 0; level < last; level++) {
            int now = level;
            settle(targets.stream().filter(e -> levels.get(e) == now).toList(), level);
        }
        settle(roots, last);
        for (Expr node : order) {
            if (handed.contains(node)) {
                link(node);
            }
        }
        for (int level = 0; level < last; level++) {
            Stage straight = straight(level);
            stages.add(straight);
            int next = level + 1;
            loops.forEach((loop, sums) -> {
                if (loop.level == next) {
                    stages.add(body(loop, sums, straight));
                }
            });
        }
        Stage end = new Stage(1);
        Rewrite rewrite = new Rewrite(last, null);
        outputs.forEach((name, e) -> end.outputs.put(name, rewrite.of(e)));
        assignments.forEach((v, e) -> end.assignments.put(v, rewrite.of(e)));
        stages.add(end);
    }

    /** The stages in order, one for a program without loops. */
    static Stages of(Map<String, Expr> outputs, Map<Primitive.Variable, Expr> assignments) {
        return new Stages(outputs, assignments);
    }

    List<Stage> stages() {
        return stages;
    }

    /** The names of the links, under which stages write them as outputs and read them as variables. */
    Set<String> links() {
        return names;
    }

    /** Gives all nodes their levels, and loops their sums; returns the highest level. */
    private int level() {
        int highest = 0;
        for (Expr node : order) {
            int level = node.inputs().stream().mapToInt(levels::get).max().orElse(0);
            if (node.primitive() instanceof Primitive.LoopSum p) {
                level++;
                loops.computeIfAbsent(new Loop(level, p.passes()), _ -> new ArrayList<>())
                        .add(node);
            }
            levels.put(node, level);
            highest = Math.max(highest, level);
            boolean little = node.primitive() instanceof Primitive.View
                    || node.primitive() instanceof Primitive.Stored
                    || node.primitive() instanceof Primitive.ElementWise;
            if (little && cheap.containsAll(node.inputs())) {
                cheap.add(node);
            }
        }
        return highest;
    }

    private static boolean inMemory(Expr node) {
        return node.primitive() instanceof Primitive.Stored || node.primitive() instanceof Primitive.LoopSum;
    }

    /** Hands on what the body of a loop needs and need not compute in each pass. */
    private void handTo(List<Expr> sums) {
        Set<Expr> seen = Graphs.identitySet();
        Deque<Expr> open = new ArrayDeque<>();
        sums.forEach(s -> open.push(s.input(0)));
        while (!open.isEmpty()) {
            Expr node = open.pop();
            if (!seen.add(node) || inMemory(node)) {
                continue;
            }
            if (passes.of(node) > 0 || node.primitive() instanceof Primitive.View) {
                node.inputs().forEach(open::push);
            } else {
                handed.add(node);
            }
        }
    }

    /** Has nodes and what they need computed at a level, except for what an earlier one computes. */
    private void settle(Collection<Expr> targets, int level) {
        Deque<Expr> open = new ArrayDeque<>(targets);
        Set<Expr> seen = Graphs.identitySet();
        while (!open.isEmpty()) {
            Expr node = open.pop();
            if (!seen.add(node) || inMemory(node)) {
                continue;
            }
            boolean early = homes.getOrDefault(node, level) < level;
            if (early && !cheap.contains(node) && !(node.primitive() instanceof Primitive.View)) {
                handed.add(node);
            } else {
                homes.putIfAbsent(node, level);
                node.inputs().forEach(open::push);
            }
        }
    }

    private Primitive.Variable link(Expr node) {
        return links.computeIfAbsent(node, _ -> link(node.shape()));
    }

    private Primitive.Variable link(Shape shape) {
        Primitive.Variable v = new Primitive.Variable("link#" + names.size(), shape);
        names.add(v.name());
        return v;
    }

    /** What runs once at a level: the links that later stages need, and the starts of the next loops. */
    private Stage straight(int level) {
        Stage stage = new Stage(1);
        Rewrite rewrite = new Rewrite(level, null);
        for (Expr node : order) {
            if (handed.contains(node) && homes.get(node) == level) {
                stage.outputs.put(link(node).name(), rewrite.of(node));
            }
        }
        loops.forEach((loop, sums) -> {
            if (loop.level == level + 1) {
                sums.forEach(s -> stage.zeros.add(link(s)));
            }
        });
        return stage;
    }

    private Stage body(Loop loop, List<Expr> sums, Stage before) {
        Stage stage = new Stage(loop.passes);
        Primitive.Variable counter = link(Shape.SCALAR);
        before.zeros.add(counter);
        Expr number = Expr.of(counter);
        Rewrite rewrite = new Rewrite(loop.level, number);
        for (Expr sum : sums) {
            Expr soFar = Expr.of(link(sum));
            stage.assignments.put(link(sum), soFar.add(rewrite.of(sum.input(0))));
        }
        stage.assignments.put(counter, number.add(1));
        return stage;
    }

    /** Nodes as one stage sees them: what others compute is read from links. */
    private final class Rewrite {
        private final Map<Expr, Expr> done = new IdentityHashMap<>();

        /**
         * @param level of the stage
         * @param number of the pass, in the body of a loop
         */
        Rewrite(int level, Expr number) {
            for (Expr node : order) {
                boolean linked = node.primitive() instanceof Primitive.LoopSum
                        ? levels.get(node) < level || number == null && levels.get(node) == level
                        : handed.contains(node) && (number != null || homes.get(node) < level);
                if (linked) {
                    done.put(node, Expr.of(link(node)));
                } else if (node.primitive() instanceof Primitive.LoopIndex) {
                    done.put(node, number);
                }
            }
        }

        Expr of(Expr root) {
            for (Expr node : Graphs.topological(List.of(root), done.keySet())) {
                if (!done.containsKey(node)) {
                    List<Expr> inputs = node.inputs().stream().map(done::get).toList();
                    done.put(node, inputs.equals(node.inputs()) ? node : Expr.of(node.primitive(), inputs));
                }
            }
            return done.get(root);
        }
    }
}
