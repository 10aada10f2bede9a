package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.update.StepScalars;

/**
 * What a step keeps on the device, and what it is sent each time besides rows.
 *
 * @param scalars the numbers that a step is sent
 * @param variables all state, in the order in which it is stored
 * @param parameters the parameters, in the order in which the model asked for them
 * @param averaged whether an average of the weights is kept
 * @param coefficients the variable of coefficients in closed form, or null
 */
record StepState(
        StepScalars scalars,
        List<Primitive.Variable> variables,
        List<ModelGraph.Parameter> parameters,
        boolean averaged,
        Primitive.Variable coefficients) {}
