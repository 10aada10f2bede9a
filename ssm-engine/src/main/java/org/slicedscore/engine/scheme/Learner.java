package org.slicedscore.engine.scheme;

import java.util.List;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.score.ModelGraph;

/**
 * Networks that minimise a loss together.
 *
 * @param name unique in the scheme
 * @param loss a scalar; its gradient is taken with respect to the parameters of these networks, and of no others
 * @param rule how the parameters move
 * @param networks whose parameters move
 */
public record Learner(String name, Expr loss, LearningRule rule, List<Network> networks) {
    /**
     * Checks the loss and copies the list.
     *
     * @throws IllegalArgumentException unless the loss is a scalar and there is a network
     */
    public Learner {
        networks = List.copyOf(networks);
        if (loss.shape().rank() != 0) {
            throw new IllegalArgumentException(
                    "the loss of '" + name + "' has shape " + loss.shape() + ", expected a scalar; take its mean");
        }
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("learner '" + name + "' has no network");
        }
    }

    List<ModelGraph.Parameter> parameters() {
        return networks.stream().flatMap(n -> n.parameters().values().stream()).toList();
    }
}
