package org.slicedscore.experiments.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Work;

/**
 * A conditional density that is known: c ~ U(−2, 2) and a category k, 0 or 1, are given; x = sin 2c + 1.5k + 0.3ε and y = ±c +
 * 0.2ε', each sign with probability ½. So p(x, y | c, k) has one mode at c = 0 and two elsewhere.
 */
final class Conditioned {
    /** The conditions of the maps: c and the category. */
    static final double[][] SHOWN = {{-1.5, 0}, {0, 0}, {0.7, 0}, {0.7, 1}};

    static final Plane PLANE = new Plane(-2.2, 3.5, -2.8, 2.8);

    private static final double X_SPREAD = 0.3;
    private static final double Y_SPREAD = 0.2;
    private static final double SHIFT = 1.5;

    private Conditioned() {}

    static Map<String, Object> run(Cell cell, Work work) {
        int seed = cell.integer("split");
        Table table = table(cell.integer("rows"), seed);
        Map<String, String> settings = Map.of("dequantize", "off", "noise", "0", "steps", cell.get("steps"));
        Map<String, Object> values = new LinkedHashMap<>();
        try (Learned learned = Learned.train(table, settings, seed, work)) {
            Dataset test = learned.data().test();
            double[] original = table.gather(learned.data().split().test());
            double[] jacobian = learned.data().preprocessing().logDetJacobian(original);
            double[] found = learned.logDensities(test, work);
            double[] divergence = new double[found.length];
            Arrays.setAll(
                    divergence,
                    i -> logDensity(Arrays.copyOfRange(original, 4 * i, 4 * i + 4)) - jacobian[i] - found[i]);
            double mean = Learned.mean(divergence);
            double square =
                    Arrays.stream(divergence).map(d -> (d - mean) * (d - mean)).sum();
            values.put("divergence", mean);
            values.put("divergence_error", Math.sqrt(square / (divergence.length - 1) / divergence.length));
            values.put("seconds", learned.seconds());
            values.put("steps", learned.result().steps());
            List<double[]> maps = new ArrayList<>();
            for (double[] given : SHOWN) {
                work.checkStop();
                maps.add(learned.score(PLANE.grid(Plane.CELLS, given)).logDensity());
            }
            for (int i = 0; i < maps.size(); i++) {
                values.put("map_" + i, maps.get(i));
            }
        }
        return values;
    }

    private static Table table(int rows, long seed) {
        RandomStream random = new RandomStream(seed, "conditioned");
        double[] values = new double[4 * rows];
        for (int i = 0; i < rows; i++) {
            random.restart(i);
            double c = 4 * random.uniform() - 2;
            int k = random.nextInt(2);
            double sign = random.nextInt(2) == 0 ? -1 : 1;
            values[4 * i] = Math.sin(2 * c) + SHIFT * k + X_SPREAD * random.normal();
            values[4 * i + 1] = sign * c + Y_SPREAD * random.normal();
            values[4 * i + 2] = c;
            values[4 * i + 3] = k;
        }
        return Table.of(
                "conditioned",
                new Schema(List.of(
                        Column.number("x", 0),
                        Column.number("y", 1),
                        new Column("c", 2, Role.CONDITION, Kind.NUMBER, List.of(), "given"),
                        new Column("kind", 3, Role.CONDITION, Kind.CATEGORICAL, List.of("a", "b"), "given"))),
                values);
    }

    /** log p(x, y | c, k) of a row x, y, c, k. */
    static double logDensity(double[] row) {
        double x = (row[0] - Math.sin(2 * row[2]) - SHIFT * row[3]) / X_SPREAD;
        double up = (row[1] - row[2]) / Y_SPREAD;
        double down = (row[1] + row[2]) / Y_SPREAD;
        double near = Math.min(up * up, down * down);
        double far = Math.max(up * up, down * down);
        double modes = Math.log1p(Math.exp(-0.5 * (far - near))) - 0.5 * near - Math.log(2);
        return modes - 0.5 * x * x - Math.log(2 * Math.PI * X_SPREAD * Y_SPREAD);
    }
}
