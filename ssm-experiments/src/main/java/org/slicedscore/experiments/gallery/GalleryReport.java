package org.slicedscore.experiments.gallery;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.experiments.paper.Text;

/** The report of {@link Gallery}. */
final class GalleryReport {
    private static final int COLUMNS = 8;
    private static final int NEIGHBOUR_COLUMNS = 4;
    private static final List<String> KINDS = List.of("disc", "ring", "square", "cross");

    private final List<Row> rows;
    private final Report report;

    GalleryReport(ExperimentResults results, Report report) {
        this.rows = results.rows();
        this.report = report;
    }

    void write() {
        report.heading("Images");
        table();
        explained();
        for (Row row : rows) {
            report.heading(name(row));
            pictures(row);
            classes(row);
        }
    }

    private static String name(Row row) {
        return row.cell().get("set")
                + (row.cell().get("seed").equals("1") ? "" : "-" + row.cell().get("seed"));
    }

    private static String count(double value) {
        return Text.fixed(value, 0);
    }

    private static String estimate(Row row, String name) {
        return Text.plusMinus(row.number(name), row.number(name + "_se"));
    }

    private void table() {
        List<List<String>> lines = new ArrayList<>();
        for (Row r : rows) {
            lines.add(List.of(
                    name(r),
                    count(r.number("height")) + "×" + count(r.number("width")),
                    count(r.number("train_images")),
                    count(r.number("steps")),
                    estimate(r, "bits"),
                    estimate(r, "pixelwise_bits"),
                    Text.digits(r.number("frechet_samples"), 3),
                    Text.digits(r.number("frechet_train"), 3),
                    Text.digits(r.number("frechet_mixed"), 3),
                    estimate(r, "accuracy"),
                    estimate(r, "neighbour_samples"),
                    estimate(r, "neighbour_test")));
        }
        report.table(
                "images",
                "Score networks of images.",
                List.of(
                        "set",
                        "pixels",
                        "training images",
                        "steps",
                        "bits a pixel",
                        "each pixel on its own",
                        "Fréchet distance of samples",
                        "of training images",
                        "of mixed pixels",
                        "the classifier is right",
                        "from a sample to the nearest training image",
                        "from a test image"),
                lines);
    }

    private void explained() {
        Row any = rows.getFirst();
        report.paragraph("Bits a pixel are −log₂ p(x + u)/D of " + count(any.number("likelihood_images"))
                + " test images, by the probability flow at the least noise level, σ = 0.005 standard deviations of all pixels; u is uniform"
                + " over one step of grey. That is on average no less than the bits of the whole-number image itself. The divergence is"
                + " estimated from two random directions an image, whose error is part of the standard error over images. *Each pixel on its"
                + " own* are the bits of the same images if every pixel is drawn on its own, from how often it has each value in training"
                + " images. Uniform noise has 8 bits.");
        report.paragraph("Fréchet distances are between Gaussians with the moments of "
                + Classifier.FEATURES + " features of " + any.cell().get("samples")
                + " images and of the test images. The features are those of a small convolutional classifier that was trained here on the"
                + " set's own training images and classes, so the numbers compare with each other within a set, and with no published"
                + " FID. *Of training images* is the distance of as many training images, the least that can be expected of this"
                + " many; *of mixed pixels* that of images whose every pixel is from another training image. Distances to the nearest training image"
                + " are root mean square differences of pixels in steps of grey: samples that were copies would be far nearer than test"
                + " images.");
    }

    private void pictures(Row row) {
        int height = (int) row.number("height");
        int width = (int) row.number("width");
        float[][] samples = images(row.numbers("samples"), height * width);
        report.figure(new Figure.Images(
                "images-" + name(row) + "-samples",
                "The first " + samples.length
                        + " images that the network drew from noise, none left out (Heun's method, 40 steps).",
                List.of(name(row)),
                width,
                height,
                COLUMNS,
                List.<float[][]>of(samples)));
        float[][] neighbours = images(row.numbers("neighbours"), height * width);
        float[][] own = new float[neighbours.length][];
        System.arraycopy(samples, 0, own, 0, own.length);
        report.figure(new Figure.Images(
                "images-" + name(row) + "-neighbours",
                "Samples, and for each in the same place the nearest training image.",
                List.of("samples", "nearest"),
                width,
                height,
                NEIGHBOUR_COLUMNS,
                List.of(own, neighbours)));
    }

    private static float[][] images(double[] pixels, int dim) {
        float[][] images = new float[pixels.length / dim][dim];
        for (int i = 0; i < images.length * dim; i++) {
            images[i / dim][i % dim] = (float) (pixels[i] / 255);
        }
        return images;
    }

    private void classes(Row row) {
        double[] training = row.numbers("class_shares");
        double[] drawn = row.numbers("sample_shares");
        int count = row.cell().integer("samples");
        boolean shapes = row.cell().get("set").equals(Gallery.SHAPES);
        List<List<String>> lines = new ArrayList<>();
        for (int k = 0; k < training.length; k++) {
            List<String> line = new ArrayList<>();
            line.add(shapes ? KINDS.get(k) : Integer.toString(k));
            if (shapes) {
                line.add(Text.fixed(DrawnShapes.WEIGHTS[k], 1));
            }
            line.add(Text.fixed(training[k], 3));
            line.add(Text.fixed(drawn[k], 3) + " ± "
                    + Text.fixed(Math.sqrt(training[k] * (1 - training[k]) / count), 3));
            lines.add(line);
        }
        List<String> header = new ArrayList<>(List.of("class"));
        if (shapes) {
            header.add("probability");
        }
        header.addAll(List.of("training images", "samples, as the classifier sees them"));
        report.table(
                "images-" + name(row) + "-classes",
                "Shares of the classes; the error is that of counting " + count + " images.",
                header,
                lines);
    }
}
