package org.slicedscore.engine.sample;

import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.core.score.ModelGraph;

/**
 * What chains sample from: a model on an open device, in the model's coordinates.
 *
 * @param graph the model's formula
 * @param dim D
 * @param backend where it runs
 * @param weights memory of the parameters by name
 */
public record Target(ModelGraph graph, int dim, Backend backend, Map<String, Memory> weights) {
    /**
     * Whether it has a log-density.
     *
     * @return false for a score field
     */
    public boolean hasLogDensity() {
        return graph.hasLogDensity();
    }
}
