package org.slicedscore.api;

import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** A rule that updates a parameter from its gradient, written as one formula; its state lives on the device. */
public interface Optimizer extends Plugin {
    /** One parameter's share of a step. */
    interface Step {
        /** {@return the parameter's value before the step: θ} */
        Expr parameter();

        /** {@return the gradient of the mean loss, after clipping: ∂loss/∂θ, of the parameter's shape} */
        Expr gradient();

        /** {@return the learning rate of this step, after its schedule} */
        Expr learningRate();

        /**
         * A number that depends only on the step, computed on the host in double precision.
         *
         * @param name unique in the optimiser
         * @param function of the step, which counts from 1
         * @return a scalar
         */
        Expr perStep(String name, LongToDoubleFunction function);

        /**
         * State kept from step to step, of the parameter's shape, initially zero.
         *
         * @param name unique in the optimiser
         * @return its value before the step
         */
        Expr state(String name);

        /**
         * Stores a value for the next step.
         *
         * @param name the name given to {@link #state}
         * @param value of the parameter's shape
         * @return the value, for use in the formula
         */
        Expr keep(String name, Expr value);

        /**
         * The value of an option.
         *
         * @param <T> its type
         * @param option one that the optimiser declares
         * @return its value in this run
         */
        <T> T option(Option<T> option);
    }

    /**
     * The formula.
     *
     * @param step a parameter, its gradient and state
     * @return the parameter's value after the step
     */
    Expr update(Step step);

    /** {@return the default learning rate: a positive number} */
    double defaultLearningRate();
}
