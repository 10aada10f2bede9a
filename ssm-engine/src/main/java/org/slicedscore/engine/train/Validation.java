package org.slicedscore.engine.train;

import org.slicedscore.data.Dataset;
import org.slicedscore.engine.device.Workspace;

/** Looks at the held-out rows, if there are any, with the coefficients of an exponential family fitted anew each time. */
final class Validation {
    private final Dataset rows;
    private final float[] values;
    private final Criterion criterion;
    private final CoefficientRefit coefficients;

    /**
     * @param config how training goes
     * @param components the plug-ins
     * @param data the rows
     * @param weights where the weights worth keeping are variables
     */
    Validation(ResolvedConfig config, TrainingComponents components, TrainingData data, Workspace weights) {
        int m = config.get(Settings.PROJECTIONS);
        rows = data.validation();
        values = rows == null ? null : rows.values();
        criterion = rows == null
                ? null
                : Criterion.forStopping(components, m, rows.dim(), rows.rows(), config.get(Settings.SEED), weights);
        coefficients = components.linear()
                ? new CoefficientRefit(components, m, data.train(), config.get(Settings.SEED), weights)
                : null;
    }

    /** Whether rows are held out. */
    boolean possible() {
        return criterion != null;
    }

    /** Whether the model has coefficients in closed form. */
    boolean fits() {
        return coefficients != null;
    }

    /** Fits the coefficients, if there are any, to all training rows. */
    void fit() {
        if (coefficients != null) {
            coefficients.run();
        }
    }

    /** The loss of the held-out rows. */
    Estimate loss() {
        fit();
        return criterion.evaluate(values, rows.rows());
    }

    /** How many rows are held out. */
    int rows() {
        return rows == null ? 0 : rows.rows();
    }

    /** What is looked at, for people. */
    String description() {
        return criterion == null ? "none" : criterion.description();
    }

    /** Of one look. */
    long multiplyAdds() {
        return (criterion == null ? 0 : criterion.multiplyAdds(rows.rows()))
                + (coefficients == null ? 0 : coefficients.multiplyAdds());
    }
}
