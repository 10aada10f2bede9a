package org.slicedscore.experiments.density;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.data.Table;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Work;

/** Eight Gaussians with weights 1 : 2 : … : 8, and the shares of the model's rows that are nearest to each. */
final class ModeWeights {
    static final String SOURCE = "synthetic:eight-gaussians?slope=1";
    static final int MODES = 8;

    private ModeWeights() {}

    static Map<String, Object> run(Cell cell, Work work) {
        int seed = cell.integer("split");
        SyntheticSet truth = DensitySet.truth(SOURCE);
        Table table = DensitySet.drawn(truth, cell.integer("rows"), seed);
        Map<String, String> settings = Map.of("dequantize", "off", "noise", "0", "steps", cell.get("steps"));
        Map<String, Object> values = new LinkedHashMap<>();
        try (Learned learned = Learned.train(table, settings, seed, work)) {
            work.checkStop();
            values.put("shares", shares(learned.draw(cell.integer("draws"), seed)));
            values.put(
                    "learned_from", shares(table.gather(learned.data().split().train())));
            values.put("seconds", learned.seconds());
            values.put("steps", learned.result().steps());
        }
        return values;
    }

    /** The weight of mode k. */
    static double weight(int k) {
        return (k + 1) / 36.0;
    }

    /** The shares of rows in the plane that are nearest to the centre at the angle πk/4. */
    static double[] shares(double[] rows) {
        double[] shares = new double[MODES];
        int n = rows.length / 2;
        for (int i = 0; i < n; i++) {
            double turns = Math.atan2(rows[2 * i + 1], rows[2 * i]) / (Math.PI / 4);
            shares[Math.floorMod(Math.round(turns), MODES)] += 1.0 / n;
        }
        return shares;
    }
}
