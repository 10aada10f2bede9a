package org.slicedscore.experiments.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.experiments.paper.Text;

/** The report of {@link Implicit} on auto-encoders; {@link EntropyReport} writes that on entropies. */
final class ImplicitReport {
    /** Negative log-likelihoods of test images after 100,000 steps (Song et al. 2019, table 2, in a transcription). */
    private static final Map<String, Double> PUBLISHED = Map.ofEntries(
            Map.entry("vae-8-elbo", 96.87),
            Map.entry("vae-8-ssm", 95.50),
            Map.entry("vae-8-stein", 96.71),
            Map.entry("vae-8-spectral", 96.60),
            Map.entry("vae-32-elbo", 89.06),
            Map.entry("vae-32-ssm", 89.25),
            Map.entry("vae-32-stein", 91.84),
            Map.entry("vae-32-spectral", 94.67),
            Map.entry("wae-8-ssm", 98.24),
            Map.entry("wae-8-stein", 99.05),
            Map.entry("wae-8-spectral", 98.81),
            Map.entry("wae-32-ssm", 90.37),
            Map.entry("wae-32-stein", 91.70),
            Map.entry("wae-32-spectral", 92.55));

    private static final int PUBLISHED_STEPS = 100_000;
    private static final int PUBLISHED_PARTICLES = 100;

    private final ExperimentResults results;
    private final List<Row> rows;
    private final Report report;

    ImplicitReport(ExperimentResults results, Report report) {
        this.results = results;
        this.report = report;
        rows = results.where(Implicit.PART, Implicit.IMAGES);
    }

    void write() {
        List<Row> entropies = results.where(Implicit.PART, Implicit.ENTROPY);
        if (!entropies.isEmpty()) {
            new EntropyReport(entropies, report).write();
        }
        if (rows.isEmpty()) {
            return;
        }
        report.heading("Auto-encoders of binarised images");
        table();
        compared();
        report.figure(curves());
        pictures("samples", "Samples", "Mean images of 64 draws from the prior.", 8);
        pictures(
                "interpolations",
                "Interpolations",
                "Mean images along great circles from one draw of the prior to another, a row each.",
                LatentTraining.STATIONS);
    }

    private static String name(Row row) {
        return row.cell().get("model") + "-" + row.cell().get("latent") + "-"
                + row.cell().get("method");
    }

    private void table() {
        List<List<String>> lines = new ArrayList<>();
        for (Row r : rows) {
            int steps = r.cell().integer("steps");
            lines.add(List.of(
                    name(r),
                    Text.plusMinus(r.number("test_nll"), r.number("test_nll_se")),
                    Text.fixed(r.number("test_nll_bias"), 2),
                    against(r),
                    Text.fixed(PUBLISHED.getOrDefault(name(r), Double.NaN), 2),
                    Integer.toString(steps),
                    r.cell().get("particles"),
                    Text.fixed(steps / r.number("training_seconds"), 1)));
        }
        report.table(
                "implicit",
                "Negative log-likelihood of binarised test images in nats, with its standard error over images and how much too high"
                        + " the estimate is on average; the difference from elbo on the same images; and the published numbers after"
                        + " 100,000 steps. Steps a second include the likelihoods of the curve.",
                List.of(
                        "model-latent-method",
                        "NLL",
                        "too high by",
                        "less elbo's",
                        "published",
                        "steps",
                        "draws",
                        "steps a second"),
                lines);
    }

    /** The mean difference from the Gaussian encoder's on the same images, with its standard error. */
    private String against(Row row) {
        double[] own = row.numbers("test_log_likelihoods");
        for (Row other : rows) {
            boolean comparable = other.cell().get("method").equals("elbo")
                    && List.of("model", "latent", "seed").stream()
                            .allMatch(s -> other.cell().get(s).equals(row.cell().get(s)));
            double[] base = other.numbers("test_log_likelihoods");
            if (comparable && other != row && base.length == own.length) {
                double[] differences = new double[own.length];
                for (int i = 0; i < own.length; i++) {
                    differences[i] = base[i] - own[i];
                }
                Estimate e = Estimate.of(differences, own.length);
                return Text.plusMinus(e.mean(), e.standardError());
            }
        }
        return Text.NONE;
    }

    private void compared() {
        Row any = rows.getFirst();
        StringBuilder text = new StringBuilder();
        if (rows.stream().anyMatch(r -> r.cell().integer("steps") < PUBLISHED_STEPS)) {
            text.append("These runs are shorter than the paper's 100,000 steps, so the numbers are not its numbers. ");
        }
        if (rows.stream().map(r -> r.cell().integer("particles")).anyMatch(p -> p > 1 && p < PUBLISHED_PARTICLES)) {
            text.append("The kernel estimates have fewer draws for each image than the authors' 100. ");
        }
        text.append("Likelihoods are by annealed importance sampling on the first ")
                .append(Text.fixed(any.number("test_images"), 0))
                .append(" test images, drawn as 0 and 1 once for all methods: ")
                .append(any.cell().get("chains"))
                .append(" paths for each image, ")
                .append(any.cell().get("temperatures"))
                .append(" temperatures on a logistic schedule, Hamiltonian transitions of ")
                .append(any.cell().get("leaps"))
                .append(
                        " leapfrog steps, whose size was adapted to an acceptance of 0.65 on other paths. The authors use 16 paths,")
                .append(
                        " 1000 temperatures, 10 leapfrog steps and all test images, with step sizes adapted during the paths.")
                .append(
                        " An estimate is too high on average by about half the variance of an image's relative weight, which the")
                .append(" table gives to first order, from the effective number of paths.");
        report.paragraph(text.toString());
    }

    private Figure curves() {
        List<Series> likelihoods = new ArrayList<>();
        List<Series> reconstructions = new ArrayList<>();
        int colour = 0;
        for (Row r : rows) {
            double[] steps = r.numbers("step");
            double[] nll = r.numbers("nll");
            double[] errors = r.numbers("nll_se");
            int[] there = IntStream.range(0, nll.length)
                    .filter(i -> !Double.isNaN(nll[i]))
                    .toArray();
            likelihoods.add(new Series(
                    name(r), Mark.POINTS_AND_LINE, colour, at(steps, there), at(nll, there), at(errors, there)));
            reconstructions.add(new Series(name(r), Mark.LINE, colour++, steps, r.numbers("reconstruction"), null));
        }
        return new Figure.Plot(
                "implicit-curves",
                "During training: the negative log-likelihood of 96 test images by short annealed importance sampling, with bars of one"
                        + " standard error over images (the images are the same for all, so that curves differ by less than their bars); and the"
                        + " reconstruction error of training images.",
                List.of(
                        new Panel("test images", Axis.linear("step"), Axis.linear("NLL in nats"), likelihoods),
                        new Panel(
                                "training images",
                                Axis.linear("step"),
                                Axis.linear("reconstruction in nats"),
                                reconstructions)));
    }

    private static double[] at(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    /** Rows as pictures, if they are square. */
    private void pictures(String values, String heading, String caption, int columns) {
        List<String> titles = new ArrayList<>();
        List<float[][]> blocks = new ArrayList<>();
        int dim = (int) rows.getFirst().number("dim");
        int side = (int) Math.round(Math.sqrt(dim));
        if (side * side != dim) {
            return;
        }
        for (Row r : rows) {
            double[] pixels = r.numbers(values);
            float[][] images = new float[pixels.length / dim][dim];
            for (int i = 0; i < images.length * dim; i++) {
                images[i / dim][i % dim] = (float) (pixels[i] / 255);
            }
            titles.add(name(r));
            blocks.add(images);
        }
        report.heading(heading);
        report.figure(new Figure.Images("implicit-" + values, caption, titles, side, side, columns, blocks));
    }
}
