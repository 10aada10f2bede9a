package org.slicedscore.experiments.implicit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.experiments.paper.Solve;

/** The gradient of a Gaussian's entropy, by a score that is known or learned from samples, against theory. */
final class EntropyCells {
    static final String METHOD = "method";
    static final String KNOWN = "known";

    /** z = Aε + b in three dimensions, with scales and correlations of all signs. */
    static final double[][] FACTOR = {{1.5, 0, 0}, {0.8, 0.6, 0}, {-0.5, 0.4, 1.2}};

    static final double[] SHIFT = {1, -2, 0.5};

    private static final int FITTED = 64;
    private static final int FRESH = 128;

    private EntropyCells() {}

    static List<Cell> plan(Setup setup) {
        List<Cell> cells = new ArrayList<>();
        int repeats = setup.quick() ? 500 : 10_000;
        for (String[] m : new String[][] {
            {KNOWN, "gaussian", "1"},
            {"sm", "gaussian", "1"},
            {"ssm-vr", "gaussian", "1"},
            {"ssm-vr", "gaussian", "4"},
            {"ssm-vr", "rademacher", "1"},
            {"ssm-vr", "rademacher", "4"}
        }) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put(Implicit.PART, Implicit.ENTROPY);
            settings.put(METHOD, m[0]);
            settings.put("projection", m[1]);
            settings.put("directions", m[2]);
            settings.put("fitted", m[0].equals(KNOWN) ? "0" : Integer.toString(FITTED));
            settings.put("fresh", Integer.toString(FRESH));
            settings.put("repeats", Integer.toString(repeats));
            String id = m[0].equals(KNOWN) || m[0].equals("sm") ? m[0] : m[0] + "-" + m[1] + "-" + m[2];
            cells.add(new Cell(Implicit.ENTROPY + "-" + id, settings, repeats * 2e-3));
        }
        return cells;
    }

    /** A⁻ᵀ, the gradient of log |det A|. */
    static double[][] gradient() {
        int d = FACTOR.length;
        double[][] inverse = Solve.inverse(FACTOR);
        double[][] transposed = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                transposed[i][j] = inverse[j][i];
            }
        }
        return transposed;
    }

    static EntropyTheory theory(Cell cell) {
        boolean sliced = cell.get(METHOD).equals("ssm-vr");
        boolean signs = cell.get("projection").equals("rademacher");
        return new EntropyTheory(
                gradient(),
                cell.integer("fitted"),
                cell.integer("fresh"),
                !sliced || signs ? 0 : 2,
                sliced ? 1 : 0,
                cell.integer("directions"));
    }

    static Map<String, Object> run(Cell cell, Work work) {
        int repeats = cell.integer("repeats");
        int d = FACTOR.length;
        double[][] sums = new double[d * d][3];
        double[][] all = new double[d * d][repeats];
        try (EntropyTrial trial = new EntropyTrial(cell, work)) {
            for (int r = 0; r < repeats; r++) {
                if (r % 100 == 0) {
                    work.checkStop();
                    work.progress((double) r / repeats, "repeat " + r);
                }
                double[] g = trial.gradient(r);
                for (int i = 0; i < g.length; i++) {
                    all[i][r] = g[i];
                    sums[i][0] += g[i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            double mean = sums[i][0] / repeats;
            for (double g : all[i]) {
                double difference = g - mean;
                sums[i][1] += difference * difference;
                sums[i][2] += difference * difference * difference * difference;
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        List<Double> means = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (double[] s : sums) {
            double variance = s[1] / (repeats - 1);
            means.add(s[0] / repeats);
            variances.add(variance);
            errors.add(Math.sqrt((s[2] / repeats - variance * variance) / repeats));
        }
        values.put("mean", means);
        values.put("variance", variances);
        values.put("variance_se", errors);
        return values;
    }
}
