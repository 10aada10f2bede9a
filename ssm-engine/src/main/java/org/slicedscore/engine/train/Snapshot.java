package org.slicedscore.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.data.io.Tensor;

/**
 * Everything that training goes on from, bit for bit.
 *
 * @param step steps done
 * @param loggedStep the step of the last report, since when the sums on the device run
 * @param bestStep the step of the best weights; 0 for none yet
 * @param bestLoss their validation loss; NaN for none
 * @param bestStandardError its standard error
 * @param worse evaluations since then
 * @param lastLoss the last training loss reported; NaN for none
 * @param seconds spent training so far
 * @param state all variables on the device, by name
 * @param best the best weights, by parameter name; empty for none yet
 */
public record Snapshot(
        long step,
        long loggedStep,
        long bestStep,
        double bestLoss,
        double bestStandardError,
        int worse,
        double lastLoss,
        double seconds,
        Map<String, Tensor> state,
        Map<String, Tensor> best) {
    /** Copies the maps, keeping their order. */
    public Snapshot {
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
        best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
    }
}
