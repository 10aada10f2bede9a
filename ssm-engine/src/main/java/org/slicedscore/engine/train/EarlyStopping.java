package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.io.Tensor;

/** Keeps the best weights seen, and counts evaluations since then. */
final class EarlyStopping {
    private final int patience;
    private final Map<String, Memory> weights;
    private final Map<String, Shape> shapes;
    private final Map<String, double[]> best = new LinkedHashMap<>();
    private long bestStep;
    private Estimate bestLoss = Estimate.NONE;
    private int worse;

    EarlyStopping(int patience, Map<String, Memory> weights, Map<String, Shape> shapes) {
        this.patience = patience;
        this.weights = weights;
        this.shapes = shapes;
        shapes.forEach((name, shape) -> best.put(name, new double[Math.toIntExact(shape.size())]));
    }

    /** Goes on from a snapshot. */
    void restore(Snapshot snapshot) {
        bestStep = snapshot.bestStep();
        bestLoss = new Estimate(snapshot.bestLoss(), snapshot.bestStandardError());
        worse = snapshot.worse();
        snapshot.best().forEach((name, tensor) -> {
            double[] values = tensor.toDoubles();
            System.arraycopy(values, 0, best.get(name), 0, values.length);
        });
    }

    /** Takes a result; true if it is the best so far. */
    boolean offer(long step, Estimate loss) {
        if (bestStep > 0 && !(loss.mean() < bestLoss.mean())) {
            worse++;
            return false;
        }
        keep(step, loss);
        return true;
    }

    /** Takes the weights as they are. */
    void keep(long step, Estimate loss) {
        Weights.read(weights, best);
        bestStep = step;
        bestLoss = loss;
        worse = 0;
    }

    /** Evaluations left without a new best; -1 for any number. */
    int left() {
        return patience == 0 ? -1 : Math.max(0, patience - worse);
    }

    boolean exhausted() {
        return left() == 0;
    }

    long bestStep() {
        return bestStep;
    }

    Estimate bestLoss() {
        return bestLoss;
    }

    int worse() {
        return worse;
    }

    /** The best weights; empty before the first evaluation. */
    Map<String, Tensor> best() {
        Map<String, Tensor> map = new LinkedHashMap<>();
        if (bestStep > 0) {
            best.forEach((name, values) -> map.put(name, Weights.tensor(values, shapes.get(name))));
        }
        return map;
    }
}
