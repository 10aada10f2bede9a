package org.slicedscore.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A training step to be timed: fresh Rademacher directions, the loss, every parameter gradient, Adam's update.
 *
 * @param id a short name, for command lines
 * @param family the kind of model; all activations are softplus
 * @param dim D
 * @param hidden widths of the hidden layers; of one coupling for {@link Family#NICE}; channels for {@link Family#IMAGES}
 * @param batch B
 * @param directions M
 * @param objective id of the objective
 */
public record Workload(
        String id, Family family, int dim, List<Integer> hidden, int batch, int directions, String objective) {
    /** Couplings of a {@link Family#NICE} model. */
    public static final int COUPLINGS = 4;

    /** In place of an objective's id: one forward pass of the model and nothing else. */
    public static final String FORWARD = "forward";

    /** Standard deviation of the noise of {@code dsm}. */
    public static final double SIGMA = 0.1;

    /** Kinds of model. */
    public enum Family {
        /** A network with one output, the log-density. */
        ENERGY("mlp-energy"),
        /** A network with D outputs, the score. */
        SCORE("mlp-score"),
        /** Four additive couplings. */
        NICE("nice"),
        /** The log-density of square images of one channel: convolutions of 3×3 pixels, each of which halves the image. */
        IMAGES("conv-energy");

        private final String model;

        Family(String model) {
            this.model = model;
        }

        /** The model's id in the catalog. */
        public String model() {
            return model;
        }
    }

    /** The steps that the project is judged by, from a single small network to 15 million parameters. */
    public static final List<Workload> TABLE = List.of(
            new Workload("wide", Family.ENERGY, 784, List.of(1024, 1024), 128, 1, "ssm"),
            new Workload("wide-8", Family.ENERGY, 784, List.of(1024, 1024), 128, 8, "ssm-vr"),
            new Workload("mid", Family.ENERGY, 128, List.of(128, 128), 1024, 5, "ssm"),
            new Workload("small-8d", Family.ENERGY, 8, List.of(128, 128), 64, 5, "ssm"),
            new Workload("small-2d", Family.ENERGY, 2, List.of(128, 128), 128, 1, "ssm-vr"),
            new Workload("small-11d", Family.ENERGY, 11, List.of(30, 30, 30), 200, 1, "ssm-vr"),
            new Workload("score", Family.SCORE, 784, List.of(1024, 1024), 128, 1, "ssm-vr"),
            new Workload("nice", Family.NICE, 784, List.of(1000, 1000, 1000, 1000), 128, 1, "ssm-vr"),
            new Workload("exact", Family.ENERGY, 32, List.of(128, 128), 128, 1, "sm"),
            new Workload("dsm", Family.ENERGY, 784, List.of(1024, 1024), 128, 1, "dsm"),
            new Workload("images", Family.IMAGES, 784, List.of(32, 64, 64), 64, 1, "ssm-vr"));

    /** One model with ever more directions, to be compared with its forward pass. */
    public static final List<Workload> SCALING = List.of(
            new Workload("forward", Family.ENERGY, 784, List.of(1024, 1024), 128, 1, FORWARD),
            new Workload("vr-1", Family.ENERGY, 784, List.of(1024, 1024), 128, 1, "ssm-vr"),
            new Workload("vr-2", Family.ENERGY, 784, List.of(1024, 1024), 128, 2, "ssm-vr"),
            new Workload("vr-4", Family.ENERGY, 784, List.of(1024, 1024), 128, 4, "ssm-vr"),
            new Workload("vr-8", Family.ENERGY, 784, List.of(1024, 1024), 128, 8, "ssm-vr"));

    /** A workload of the table. */
    public static Workload of(String id) {
        return TABLE.stream()
                .filter(w -> w.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown workload '" + id + "'; there are "
                        + TABLE.stream().map(Workload::id).collect(Collectors.joining(", "))));
    }

    /** The same step with a small model and few rows, for tests: D of 2 to 6 or 6×6 pixels, widths of 4 to 7, 5 rows. */
    public Workload small() {
        List<Integer> widths =
                hidden.stream().map(h -> Math.max(4, Math.min(7, h / 4))).toList();
        int small = family == Family.IMAGES ? 36 : 6;
        return new Workload(id, family, Math.min(dim, small), widths, 5, Math.min(directions, 3), objective);
    }

    /** Whether the loss uses random directions: true for {@code ssm} and {@code ssm-vr}. */
    public boolean sliced() {
        return objective.startsWith("ssm");
    }

    /** What it is, for tables, such as {@code energy 784-1024-1024-1, B 128, M 1, ssm}. */
    public String title() {
        String widths = hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
        String net = switch (family) {
            case ENERGY -> "energy " + dim + "-" + widths + "-1";
            case SCORE -> "score " + dim + "-" + widths + "-" + dim;
            case NICE ->
                "NICE " + dim + " (" + COUPLINGS + " couplings " + dim / 2 + "-" + widths + "-" + dim / 2 + ")";
            case IMAGES -> {
                long side = Math.round(Math.sqrt(dim));
                yield "images " + side + "×" + side + ", " + widths + " channels";
            }
        };
        return net + ", B " + batch + (sliced() ? ", M " + directions : "") + ", " + objective;
    }

    /** The settings of a training run of it, as the framework parses them. */
    public Map<String, String> settings(String backend, int threads) {
        Map<String, String> s = new LinkedHashMap<>();
        s.put("model", family.model());
        s.put(
                family == Family.IMAGES ? "model.channels" : "model.hidden",
                hidden.stream().map(String::valueOf).collect(Collectors.joining(",")));
        s.put("objective", objective.equals(FORWARD) ? "ssm" : objective);
        if (objective.equals("dsm")) {
            s.put("objective.sigma", Double.toString(SIGMA));
        }
        s.put("projection", "rademacher");
        s.put("projections", Integer.toString(directions));
        s.put("optimizer", "adam");
        s.put("batch-size", Integer.toString(batch));
        s.put("backend", backend);
        s.put("threads", Integer.toString(threads));
        return s;
    }
}
