package org.slicedscore.experiments.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentResults.Row;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.PlaneMap;

/** Maps of true and learned densities with their score fields, and of rows drawn from what was learned. */
final class Maps {
    private Maps() {}

    static void write(ExperimentResults results, Report report) {
        List<PlaneMap> maps = new ArrayList<>();
        for (Row row : results.where("maps", "true")) {
            add(maps, row);
        }
        if (maps.isEmpty()) {
            return;
        }
        report.heading("Maps");
        report.figure(new Figure.Maps(
                "densities",
                "For each known density: the truth, what the default learned from the rows of the first division, and rows "
                        + "drawn from that by Heun's method. Shades are the root of the density, arrows the score, "
                        + "its length compressed. Of more than two columns the first two are shown: densities and scores where all "
                        + "others are 0, rows whatever the others are.",
                6,
                maps));
    }

    private static void add(List<PlaneMap> maps, Row row) {
        String set = row.cell().get("set");
        SyntheticSet truth = DensitySet.truth(row.cell().get("source"));
        int dim = truth.dim();
        Plane plane = Plane.of(row.numbers("map.ends"));
        double[] density = plane.values(Plane.CELLS, dim, truth::logDensity);
        double greatest = Arrays.stream(density).max().orElseThrow();
        double[] scores = scores(plane, truth);
        double usual = Plane.usual(scores);
        maps.add(plane.density(set, density, greatest, scores, usual));
        maps.add(plane.density("learned", row.numbers("map.density"), greatest, row.numbers("map.scores"), usual));
        maps.add(plane.points("drawn", row.numbers("map.rows")));
    }

    private static double[] scores(Plane plane, SyntheticSet truth) {
        int dim = truth.dim();
        double[] rows = plane.grid(Plane.ARROWS, new double[dim - 2]);
        double[] scores = new double[rows.length];
        double[] score = new double[dim];
        for (int i = 0; i < rows.length; i += dim) {
            truth.score(Arrays.copyOfRange(rows, i, i + dim), score);
            System.arraycopy(score, 0, scores, i, dim);
        }
        return Likelihoods.firstTwo(scores, dim);
    }
}
