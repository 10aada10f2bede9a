package org.slicedscore.engine.train;

import java.util.List;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.update.StepScalars;

/** What a step keeps on the device, and what it is sent each time besides rows. */
interface StepState {
    /** The numbers that a step is sent. */
    StepScalars scalars();

    /** All state, in the order in which it is stored. */
    List<Primitive.Variable> variables();

    /** The parameters, in the order in which the model asked for them. */
    List<ModelGraph.Parameter> parameters();

    /** Whether an average of the weights is kept. */
    boolean averaged();

    /** The variable of coefficients in closed form, or null. */
    Primitive.Variable coefficients();
}
