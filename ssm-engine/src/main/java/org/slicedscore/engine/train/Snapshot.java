package org.slicedscore.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.device.Workspace;

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

    /**
     * The state of a run that looks for no best weights.
     *
     * @param step steps done
     * @param loggedStep the step of the last report
     * @param seconds spent training so far
     * @param state the variables on the device
     */
    public static Snapshot of(long step, long loggedStep, double seconds, Workspace state) {
        return new Snapshot(
                step, loggedStep, 0, Double.NaN, Double.NaN, 0, Double.NaN, seconds, Weights.read(state), Map.of());
    }

    /** Whether all numbers of the state are finite. */
    public boolean finite() {
        return Weights.finite(state);
    }

    /**
     * Writes the state back.
     *
     * @param variables the variables on the device
     * @throws SsmException of kind DATA if one of them is missing here, or of another size
     */
    public void restore(Workspace variables) {
        for (String name : variables.names()) {
            Tensor tensor = state.get(name);
            if (tensor == null || tensor.size() != variables.shape(name).size()) {
                throw Problem.data("the checkpoint of step " + step)
                        .says("does not fit the configuration: variable '%s' is missing or of another size", name)
                        .remedy("start a new run")
                        .exception();
            }
            variables.write(name, tensor.toDoubles());
        }
    }
}
