package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.autodiff.Interner;

/**
 * Rewrites expressions bottom-up into simpler equivalent ones and merges equal expressions into one node
 * (common-subexpression elimination by hash-consing). Unused nodes are never visited again.
 */
final class Simplifier {
    private final Interner nodes = new Interner();
    private final Map<Expr, Expr> done = new IdentityHashMap<>();
    private final StructureRules structure = new StructureRules(this);
    private final ArithmeticRules arithmetic = new ArithmeticRules(this);
    private final ReductionRules reductions = new ReductionRules(this);
    private final ProductRules products = new ProductRules(this);
    private final Activations activations = new Activations(this);

    Expr simplify(Expr root) {
        for (Expr node : Graphs.topological(List.of(root))) {
            if (!done.containsKey(node)) {
                List<Expr> inputs = new ArrayList<>();
                for (Expr input : node.inputs()) {
                    inputs.add(done.get(input));
                }
                done.put(node, make(node.primitive(), inputs));
            }
        }
        return done.get(root);
    }

    /** The simplest known node for a primitive of simplified inputs. */
    Expr make(Primitive primitive, Expr... inputs) {
        return make(primitive, List.of(inputs));
    }

    Expr make(Primitive primitive, List<Expr> inputs) {
        Expr simpler = switch (primitive) {
            case Primitive.Unary p -> arithmetic.unary(p, inputs.get(0));
            case Primitive.Activation p -> activations.lower(p, inputs.get(0));
            case Primitive.Binary p -> arithmetic.binary(p, inputs.get(0), inputs.get(1));
            case Primitive.Select _ -> arithmetic.select(inputs);
            case Primitive.Broadcast p -> structure.broadcast(p, inputs.get(0));
            case Primitive.Reshape p -> structure.reshape(p, inputs.get(0));
            case Primitive.Transpose p -> structure.transpose(p, inputs.get(0));
            case Primitive.Slice p -> structure.slice(p, inputs.get(0));
            case Primitive.Pad p -> structure.pad(p, inputs.get(0));
            case Primitive.Concat p -> structure.concat(p, inputs);
            case Primitive.Reduce p -> reductions.reduce(p, inputs.get(0));
            case Primitive.MatMul p -> products.matMul(p, inputs.get(0), inputs.get(1));
            case Primitive.Gather _,
                    Primitive.ScatterAdd _,
                    Primitive.Cholesky _,
                    Primitive.TriangularSolve _,
                    Primitive.LoopSum _,
                    Primitive.Leaf _ -> null;
        };
        return simpler != null ? simpler : nodes.intern(primitive, inputs);
    }

    /** The node of a commutative operation if it exists, else null. */
    Expr known(Primitive commutative, Expr a, Expr b) {
        return nodes.known(commutative, number(a) < number(b) ? List.of(a, b) : List.of(b, a));
    }

    /** The sort key of operands of commutative operations. */
    int number(Expr e) {
        return nodes.number(e);
    }

    Expr literal(double value, Shape shape) {
        return broadcast(nodes.intern(Constant.of(value), List.of()), shape);
    }

    /** Stretches to a shape, adding leading axes of extent 1 first. */
    Expr broadcast(Expr e, Shape to) {
        if (e.shape().equals(to)) {
            return e;
        }
        Shape aligned = e.shape();
        while (aligned.rank() < to.rank()) {
            aligned = aligned.prepend(1);
        }
        return make(new Primitive.Broadcast(to), reshape(e, aligned));
    }

    Expr reshape(Expr e, Shape to) {
        return e.shape().equals(to) ? e : make(new Primitive.Reshape(to), e);
    }
}
