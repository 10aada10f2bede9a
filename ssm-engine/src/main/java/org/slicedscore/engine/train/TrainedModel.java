package org.slicedscore.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.Preprocessing;

/**
 * A trained model: everything that is needed to use it.
 *
 * @param config how it was trained, everything resolved
 * @param preprocessing the way from original rows to the model's coordinates
 * @param weights by parameter name
 */
public record TrainedModel(ResolvedConfig config, Preprocessing preprocessing, Map<String, Tensor> weights) {
    /** Copies the map, keeping its order. */
    public TrainedModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** The dimension: D. */
    public int dim() {
        return preprocessing.dim();
    }

    /** The columns' names: D names, in order. */
    public List<String> columns() {
        return preprocessing.columns();
    }
}
