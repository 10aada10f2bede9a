package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.Detector.Rows;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.PreprocessingState;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.data.schema.Schema;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/** A trained model as the named arrays of a detector: its weights, D, and the indices of the rows that it was not trained on. */
final class TrainedState {
    /** The share of rows by which training stops. */
    private static final double VALIDATION = 0.15;

    private static final String DIM = "dim";
    private static final String VALIDATED = "validated";

    private TrainedState() {}

    /**
     * Trains a model.
     *
     * @param rows the rows, preprocessed already
     * @param config how to train
     * @param device the plug-ins
     */
    static Map<String, Array> train(Rows rows, TrainingConfig config, DetectDevice device) {
        int[] validated = validated(rows);
        int[] trained = IntStream.range(0, rows.rows())
                .filter(i -> Arrays.binarySearch(validated, i) < 0)
                .toArray();
        TrainingData data = TrainingData.of(dataset(rows, trained), dataset(rows, validated), untouched(rows.dim()));
        TrainedModel model = new Trainer(config, data, device.catalog()).run().model();
        Map<String, Array> state = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> {
            int[] shape =
                    Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            state.put(name, new Array(Shape.of(shape), tensor.toDoubles()));
        });
        double[] which = Arrays.stream(validated).asDoubleStream().toArray();
        state.put(DIM, Array.of(rows.dim()));
        state.put(VALIDATED, new Array(Shape.of(which.length), which));
        return state;
    }

    /** Rows to stop by, ascending. Copies of a row stay on one side: a network that learns rows by heart must not gain by it. */
    private static int[] validated(Rows rows) {
        int n = rows.rows();
        int dim = rows.dim();
        double[] values = new double[n * dim];
        float[] row = new float[dim];
        for (int i = 0; i < n; i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < dim; j++) {
                values[i * dim + j] = row[j];
            }
        }
        RowUnits copies = RowUnits.copies(Table.of("rows", names(dim), values));
        RowUnits units = copies.count() > 1 ? copies : RowUnits.single(n);
        int[] order = new int[units.count()];
        new RandomStream(0, "denoiser-validation").permutation(order);
        int wanted = Math.clamp(Math.round(VALIDATION * n), 1, n - 1);
        boolean[] held = new boolean[units.count()];
        int taken = 0;
        for (int u = 0; u < order.length && taken < wanted; u++) {
            // a unit that is far larger than the rest to take is learned, unless nothing else is there
            if (units.size(order[u]) <= wanted - taken || taken == 0 && u == order.length - 1) {
                held[order[u]] = true;
                taken += units.size(order[u]);
            }
        }
        return IntStream.range(0, n).filter(i -> held[units.of(i)]).toArray();
    }

    private static List<String> names(int dim) {
        return IntStream.rangeClosed(1, dim).mapToObj(j -> "x" + j).toList();
    }

    /** The model on a device, which the caller closes. */
    static DeviceModel open(Map<String, Array> state, TrainingConfig config, DetectDevice device) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (!name.equals(VALIDATED) && !name.equals(DIM)) {
                long[] shape = new long[array.shape().rank()];
                Arrays.setAll(shape, i -> array.shape().dim(i));
                weights.put(name, Tensor.ofDoubles(array.values(), shape));
            }
        });
        int dim = dim(state);
        // what a run leaves open has no influence on a trained model
        ResolvedConfig settled = config.resolve(1, dim, Scaling.NONE);
        TrainedModel model = new TrainedModel(settled, untouched(dim), weights);
        return new DeviceModel(model, device.catalog(), device.backend(), device.threads());
    }

    /** A formula with what was learned in place of the model's parameters. */
    static Expr in(Expr formula, Map<String, Expr> arrays) {
        Map<Expr, Expr> done = new IdentityHashMap<>();
        for (Expr node : Graphs.topological(List.of(formula))) {
            if (node.primitive() instanceof Primitive.Variable v) {
                done.put(node, arrays.get(v.name()));
            } else if (node.inputs().isEmpty()) {
                done.put(node, node);
            } else {
                done.put(
                        node,
                        Expr.of(
                                node.primitive(),
                                node.inputs().stream().map(done::get).toList()));
            }
        }
        return done.get(formula);
    }

    static int dim(Map<String, Array> state) {
        return (int) state.get(DIM).values()[0];
    }

    /** Rows are preprocessed already, so the model's own preprocessing changes nothing. */
    private static Preprocessing untouched(int dim) {
        double[] ones = new double[dim];
        Arrays.fill(ones, 1);
        Map<String, double[]> arrays = new LinkedHashMap<>();
        for (String name : List.of("fill", "fill_spread", "marked", "calendar", "shift", "reach", "gap", "noise")) {
            arrays.put(name, new double[dim]);
        }
        arrays.put("scale", ones);
        arrays.put("clip", new double[1]);
        return Preprocessing.restore(new PreprocessingState("none", Schema.numbers(names(dim)), 0, arrays));
    }

    private static Dataset dataset(Rows rows, int[] which) {
        float[] values = new float[which.length * rows.dim()];
        for (int i = 0; i < which.length; i++) {
            rows.copy(which[i], values, i * rows.dim());
        }
        return new Dataset(values, rows.dim(), which);
    }

    /**
     * Scores as if rows had been left out. Validation rows were not learned from, and their scores are as they are. Those of all
     * other rows are moved and stretched so that they have the median and the quartiles of these.
     */
    static double[] leftOut(Scorer scorer, Rows rows, Map<String, Array> state, int[] which) {
        int[] held = indices(state.get(VALIDATED));
        double[] sorted = scores(scorer, rows, held);
        double[] all = scores(scorer, rows, which);
        Arrays.sort(sorted);
        int[] learned = IntStream.range(0, which.length)
                .filter(i -> Arrays.binarySearch(held, which[i]) < 0)
                .toArray();
        double[] own = IntStream.of(learned).mapToDouble(i -> all[i]).sorted().toArray();
        if (own.length == 0) {
            return all;
        }
        double scale = (quantile(sorted, 0.75) - quantile(sorted, 0.25))
                / Math.max(1e-9, quantile(own, 0.75) - quantile(own, 0.25));
        for (int i : learned) {
            all[i] = quantile(sorted, 0.5) + (all[i] - quantile(own, 0.5)) * Math.clamp(scale, 0.5, 2);
        }
        return all;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static int[] indices(Array array) {
        return Arrays.stream(array.values()).mapToInt(v -> (int) v).toArray();
    }

    private static double[] scores(Scorer scorer, Rows rows, int[] which) {
        float[] values = dataset(rows, which).values();
        double[] out = new double[which.length];
        scorer.scores(values, which.length, out, 0);
        return out;
    }
}
