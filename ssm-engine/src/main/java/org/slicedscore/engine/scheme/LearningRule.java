package org.slicedscore.engine.scheme;

import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.option.Options;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * How a learner moves its parameters.
 *
 * @param optimizer the optimiser
 * @param options values of the options that it declares
 * @param rate the learning rate by the learner's own step, which counts from 1
 * @param clip largest norm of the gradient over all of the learner's parameters; 0 for none
 */
public record LearningRule(Optimizer optimizer, Options options, LongToDoubleFunction rate, double clip) {
    /**
     * The optimiser of a configuration with its options, at the configuration's learning rate, held constant, or at the
     * optimiser's own, and with its clipping. Nothing else of the configuration is read.
     *
     * @param config the configuration
     */
    public static LearningRule of(TrainingConfig config) {
        Optimizer optimizer = config.optimizer().plugin();
        double rate = config.get(Settings.LR).orElseGet(optimizer::defaultLearningRate);
        return new LearningRule(optimizer, config.optimizer().options(), step -> rate, config.get(Settings.CLIP));
    }
}
