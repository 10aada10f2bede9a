package org.slicedscore.experiments.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;

/** Isolation forest: rows that few random cuts separate from all others are strange. 100 trees of 256 rows, as published. */
public final class IsolationForest implements Detector {
    private static final Option<Integer> TREES = Option.integer("trees", 100, 1, 10_000, "How many trees");
    private static final Option<Integer> SAMPLE = Option.integer("sample", 256, 2, 100_000, "Rows of a tree");

    /** Numbers of a node: column, threshold, left child, right child, path length of a leaf. */
    private static final int NODE = 5;

    private static final double EULER = 0.5772156649015329;

    /** For the benchmark. */
    public IsolationForest() {}

    @Override
    public String id() {
        return "isolation-forest";
    }

    @Override
    public String description() {
        return "Isolation forest";
    }

    @Override
    public String source() {
        return "Liu, Ting & Zhou 2008, ICDM";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TREES, SAMPLE);
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        RandomNumbers random = rows.random();
        int sample = Math.min(options.get(SAMPLE), rows.rows());
        int height = (int) Math.ceil(Math.log(sample) / Math.log(2));
        List<double[]> nodes = new ArrayList<>();
        double[] roots = new double[options.get(TREES)];
        for (int t = 0; t < roots.length; t++) {
            float[][] drawn = new float[sample][rows.dim()];
            int[] order = new int[rows.rows()];
            for (int i = 0; i < order.length; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            for (int i = 0; i < sample; i++) {
                rows.copy(order[i], drawn[i], 0);
            }
            roots[t] = grow(List.of(drawn), 0, height, random, nodes);
        }
        double[] flat = new double[nodes.size() * NODE];
        for (int i = 0; i < nodes.size(); i++) {
            System.arraycopy(nodes.get(i), 0, flat, i * NODE, NODE);
        }
        return Map.of(
                "nodes", new Array(Shape.of(nodes.size(), NODE), flat),
                "roots", new Array(Shape.of(roots.length), roots),
                "usual", Array.of(usual(sample)));
    }

    /** The mean path length of an unsuccessful search among n. */
    private static double usual(int n) {
        return n <= 1 ? 0 : n == 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - 2.0 * (n - 1) / n;
    }

    private static int grow(List<float[]> rows, int depth, int height, RandomNumbers random, List<double[]> nodes) {
        double[] node = new double[NODE];
        int index = nodes.size();
        nodes.add(node);
        int dim = rows.getFirst().length;
        List<Integer> varying = new ArrayList<>();
        for (int j = 0; j < dim && depth < height && rows.size() > 1; j++) {
            float first = rows.getFirst()[j];
            int column = j;
            if (rows.stream().anyMatch(row -> row[column] != first)) {
                varying.add(j);
            }
        }
        if (varying.isEmpty()) {
            node[0] = -1;
            node[4] = depth + usual(rows.size());
            return index;
        }
        int column = varying.get(random.nextInt(varying.size()));
        double low = rows.stream().mapToDouble(row -> row[column]).min().orElseThrow();
        double high = rows.stream().mapToDouble(row -> row[column]).max().orElseThrow();
        double threshold = low + random.uniform() * (high - low);
        node[0] = column;
        node[1] = threshold;
        List<float[]> left =
                rows.stream().filter(row -> row[column] <= threshold).toList();
        List<float[]> right =
                rows.stream().filter(row -> row[column] > threshold).toList();
        node[2] = grow(left, depth + 1, height, random, nodes);
        node[3] = right.isEmpty() ? node[2] : grow(right, depth + 1, height, random, nodes);
        return index;
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        double[] nodes = state.get("nodes").values();
        double[] roots = state.get("roots").values();
        double usual = state.get("usual").values()[0];
        return (rows, from) -> {
            double sum = 0;
            for (double root : roots) {
                int at = (int) root * NODE;
                while (nodes[at] >= 0) {
                    at = (int) nodes[at + (rows[from + (int) nodes[at]] <= nodes[at + 1] ? 2 : 3)] * NODE;
                }
                sum += nodes[at + 4];
            }
            return Math.pow(2, -sum / roots.length / usual);
        };
    }
}
