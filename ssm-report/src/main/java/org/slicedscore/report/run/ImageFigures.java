package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.report.statistics.Statistics;

/** Rows that are images, beside images that the model draws. */
final class ImageFigures {
    private static final int ACROSS = 8;
    private static final int COUNT = 64;

    private ImageFigures() {}

    static Figure.Images of(ModelFacts facts, Drawn drawn) {
        ImageGrid image = facts.image().orElseThrow();
        List<String> titles = new ArrayList<>();
        List<float[][]> blocks = new ArrayList<>();
        double black = 0;
        double white = 1;
        if (facts.data().isPresent()) {
            double[][] rows = facts.columns(facts.heldOut(), COUNT);
            black = Arrays.stream(rows).flatMapToDouble(Arrays::stream).min().orElse(0);
            white = Arrays.stream(rows).flatMapToDouble(Arrays::stream).max().orElse(1);
            titles.add(facts.heldOutName().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + facts.heldOutName().substring(1));
            blocks.add(images(rows, image, black, white));
        } else {
            double[] all = Statistics.sorted(Arrays.stream(drawn.columns())
                    .flatMapToDouble(Arrays::stream)
                    .toArray());
            black = Statistics.quantile(all, 0.01);
            white = Statistics.quantile(all, 0.99);
        }
        titles.add("Drawn from the model");
        blocks.add(images(drawn.columns(), image, black, white));
        return new Figure.Images(
                "images",
                "Black and white are the least and the greatest pixel of the rows; what the model draws beyond is cut off."
                        + (image.channels() == 1 ? "" : " Pixels are shown by the mean of their channels."),
                titles,
                image.width(),
                image.height(),
                ACROSS,
                blocks);
    }

    private static float[][] images(double[][] columns, ImageGrid image, double black, double white) {
        int n = Math.min(COUNT, columns[0].length);
        int channels = image.channels();
        float[][] images = new float[n][image.area()];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < columns.length; p++) {
                images[i][p / channels] +=
                        (float) ((columns[p][i] - black) / Math.max(1e-12, white - black) / channels);
            }
        }
        return images;
    }
}
