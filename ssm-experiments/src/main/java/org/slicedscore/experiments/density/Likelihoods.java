package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.data.Table;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.train.TrainingData;

/**
 * The mean log-likelihood of test rows in the model's coordinates, for one division of one set. All methods learn from the same
 * prepared rows and are judged on the same.
 */
final class Likelihoods {
    private static final int DRAWS = 1500;

    private Likelihoods() {}

    static Map<String, Object> run(Cell cell, Work work) {
        int split = cell.integer("split");
        DensitySet set = DensitySet.read(
                cell.get("source"), cell.integer("rows"), split, work.setup().catalog());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", set.table().rows());
        if (cell.get("method").equals(Densities.PEERS)) {
            peers(set, split, work, values);
        } else {
            learned(cell, set, split, work, values);
        }
        return values;
    }

    private static void peers(DensitySet set, int split, Work work, Map<String, Object> values) {
        TrainingData data =
                TrainingData.prepare(set.table(), Learned.config(Method.DEFAULT.settings(set, "0"), split, work));
        values.put("columns", data.preprocessing().dim());
        values.put("test", data.test().rows());
        if (set.truth() != null) {
            put(values, "truth", truth(set, data));
        }
        long begun = System.nanoTime();
        Peers.logDensities(data, split, work.setup().catalog()).forEach((id, all) -> put(values, id, all));
        values.put("seconds", (System.nanoTime() - begun) * 1e-9);
    }

    /** The true log-density of the test rows, in the model's coordinates. */
    private static double[] truth(DensitySet set, TrainingData data) {
        Table table = set.table();
        int dim = table.dim();
        double[] rows = table.gather(data.split().test());
        double[] jacobian = data.preprocessing().logDetJacobian(rows);
        double[] all = new double[jacobian.length];
        Arrays.setAll(all, i -> set.truth().logDensity(Arrays.copyOfRange(rows, i * dim, (i + 1) * dim)) - jacobian[i]);
        return all;
    }

    private static void put(Map<String, Object> values, String method, double[] logDensities) {
        values.put(method, Learned.mean(logDensities));
    }

    private static void learned(Cell cell, DensitySet set, int split, Work work, Map<String, Object> values) {
        Method method = Method.named(cell.get("method"));
        try (Learned learned = Learned.train(set.table(), method.settings(set, cell.get("steps")), split, work)) {
            put(values, method.id(), learned.logDensities(learned.data().test(), work));
            values.put("seconds", learned.seconds());
            values.put("steps", learned.result().steps());
            if (learned.normaliser() != null) {
                values.put("log_z_error", learned.normaliser().standardError());
                values.put("log_z_trusted", learned.normaliser().trusted());
            }
            if (Boolean.parseBoolean(cell.get("maps"))) {
                work.checkStop();
                maps(set, learned, split, values);
            }
        }
    }

    private static void maps(DensitySet set, Learned learned, int split, Map<String, Object> values) {
        SyntheticSet truth = set.truth();
        int dim = truth.dim();
        Plane plane = Plane.around(set.table().values(), dim);
        double[] zeros = new double[dim - 2];
        double[] scores = learned.score(plane.grid(Plane.ARROWS, zeros)).scores();
        double[] drawn = learned.draw(DRAWS, split);
        values.put("map.ends", plane.ends());
        values.put("map.density", learned.score(plane.grid(Plane.CELLS, zeros)).logDensity());
        values.put("map.scores", firstTwo(scores, dim));
        values.put("map.rows", firstTwo(drawn, dim));
    }

    static double[] firstTwo(double[] rows, int dim) {
        double[] two = new double[rows.length / dim * 2];
        Arrays.setAll(two, i -> rows[i / 2 * dim + i % 2]);
        return two;
    }
}
