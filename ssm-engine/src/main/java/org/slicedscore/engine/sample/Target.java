package org.slicedscore.engine.sample;

import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;

/**
 * The target of sampling chains: a model on an open device, in the model's coordinates.
 *
 * @param graph the model's formula
 * @param dim D
 * @param workspace the device scope, with the parameters as variables
 */
public record Target(ModelGraph graph, int dim, Workspace workspace) {
    /** Whether it has a log-density: false for a score field. */
    public boolean hasLogDensity() {
        return graph.hasLogDensity();
    }
}
