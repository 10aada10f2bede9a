package org.slicedscore.engine.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.data.Dataset;

/** The log-densities that the yardsticks of an evaluation give to rows, without a model beside them. */
public final class YardstickDensities {
    private YardstickDensities() {}

    /**
     * Fits the yardsticks and applies them.
     *
     * @param train the rows to learn from
     * @param validation the rows by which the number of components of the mixture is chosen
     * @param rows the rows to give log-densities to
     * @param seed of the start of the mixture
     * @return log p of each row in nats, by the id of the yardstick: {@code gaussian} (its covariance shrunk, to 2048 columns),
     *     {@code independent} and {@code mixture} (to 64 columns); empty if a column of the training rows has one value
     */
    public static Map<String, double[]> of(Dataset train, Dataset validation, Dataset rows, long seed) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Yardstick yardstick :
                Yardsticks.fit(train, validation, true, seed, new ArrayList<>()).all()) {
            values.put(yardstick.id(), yardstick.at(rows.features()).logDensities());
        }
        return values;
    }
}
