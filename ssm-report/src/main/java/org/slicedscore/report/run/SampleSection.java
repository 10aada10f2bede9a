package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.compare.TwoSampleTest;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.ModelDraws;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.report.page.Grid;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tone;
import org.slicedscore.report.statistics.Statistics;

/** Rows that the model draws beside rows that it did not learn from. */
final class SampleSection {
    private static final int ROWS = 5000;
    private static final int COMPARED = 500;
    private static final int COMPARED_IMAGES = 256;
    private static final int CORRELATED = 40;

    private SampleSection() {}

    static void write(Page page, ModelFacts facts, DeviceModel device, Drawn drawn) {
        page.section("samples", "Rows that it draws");
        if (!drawn.present()) {
            page.remark(Tone.CAREFUL, drawn.how());
            return;
        }
        page.remark(drawn.trusted() ? Tone.PLAIN : Tone.CAREFUL, drawn.how());
        if (facts.data().isPresent()) {
            distances(page, facts, device, drawn);
        }
        if (facts.image().isPresent()) {
            page.images(ImageFigures.of(facts, drawn));
            return;
        }
        page.figure(marginals(facts, drawn), Size.SMALL);
        if (facts.data().isPresent()) {
            table(page, facts, drawn);
            correlations(page, facts, drawn);
        }
    }

    /** Histograms of columns: drawn rows over rows. */
    static Figure.Plot marginals(ModelFacts facts, Drawn drawn) {
        return marginals(
                facts,
                drawn,
                IntStream.range(0, Math.min(DataSection.SHOWN, facts.inputs().size()))
                        .toArray());
    }

    /** Histograms of some of the columns. */
    static Figure.Plot marginals(ModelFacts facts, Drawn drawn, int[] which) {
        List<Column> inputs = facts.inputs();
        double[] gaps = DataSection.gaps(inputs, facts.model().preprocessing());
        boolean beside = facts.data().isPresent();
        double[][] rows = beside ? facts.columns(facts.heldOut(), ROWS) : drawn.columns();
        String name = beside ? facts.heldOutName() : "drawn from the model";
        List<Panel> panels = new ArrayList<>();
        for (int j : which) {
            double[] own = beside ? drawn.columns()[j] : null;
            panels.add(ColumnFigures.of(inputs.get(j), rows[j], name, own, gaps[j]));
        }
        String many = which.length < inputs.size()
                ? String.format(Locale.ROOT, " %d of %,d columns.", which.length, inputs.size())
                : "";
        return new Figure.Plot(
                "samples",
                (beside ? "Columns of drawn rows over those of " + name + "." : "Columns of drawn rows.") + many,
                panels);
    }

    private static void table(Page page, ModelFacts facts, Drawn drawn) {
        double[][] rows = facts.columns(facts.heldOut(), ROWS);
        Grid grid = new Grid(
                "Columns of " + facts.heldOutName()
                        + " and of drawn rows. Distance: the largest difference of the two distribution functions, from 0 to 1.",
                "column",
                "mean, rows",
                "mean, drawn",
                "deviation, rows",
                "deviation, drawn",
                "distance");
        for (int j = 0; j < Math.min(DataSection.SHOWN, rows.length); j++) {
            if (facts.inputs().get(j).kind() != Kind.CATEGORICAL) {
                double[] own = drawn.columns()[j];
                grid.row(
                        facts.inputs().get(j).name(),
                        Statistics.mean(rows[j]),
                        Statistics.mean(own),
                        Statistics.deviation(rows[j]),
                        Statistics.deviation(own),
                        Statistics.distance(rows[j], own));
            }
        }
        if (!grid.isEmpty()) {
            page.table(grid);
        }
    }

    private static void correlations(Page page, ModelFacts facts, Drawn drawn) {
        double[][] rows = facts.columns(facts.heldOut(), ROWS);
        int[] numbers = IntStream.range(0, rows.length)
                .filter(j -> facts.inputs().get(j).kind() == Kind.NUMBER)
                .limit(CORRELATED)
                .toArray();
        if (numbers.length < 3) {
            return;
        }
        double[] ofRows = Statistics.correlations(picked(rows, numbers));
        double[] ofDrawn = Statistics.correlations(picked(drawn.columns(), numbers));
        double[] difference = new double[ofRows.length];
        Arrays.setAll(difference, i -> ofDrawn[i] - ofRows[i]);
        double most = Arrays.stream(difference).map(Math::abs).max().orElse(0);
        Map<String, double[]> matrices = new LinkedHashMap<>();
        matrices.put("Rows", ofRows);
        matrices.put("Drawn rows", ofDrawn);
        matrices.put("Difference", difference);
        page.matrices(
                String.format(
                        Locale.ROOT,
                        "Correlations of %d columns of numbers, in the order of the table: vermilion for positive ones, blue for negative "
                                + "ones, and the larger the stronger. The largest difference is %.2f.",
                        numbers.length,
                        most),
                numbers.length,
                matrices);
    }

    private static double[][] picked(double[][] columns, int[] which) {
        return Arrays.stream(which).mapToObj(j -> columns[j]).toArray(double[][]::new);
    }

    private static void distances(Page page, ModelFacts facts, DeviceModel device, Drawn drawn) {
        int dim = facts.model().dim();
        int most = dim > 100 ? COMPARED_IMAGES : COMPARED;
        Dataset heldOut = facts.heldOutRows(most);
        int n = heldOut == null ? 0 : heldOut.rows();
        int m = Math.min(most, drawn.draws().rows().length / dim);
        if (Math.min(n, m) < TwoSampleTest.FEWEST_ROWS) {
            page.text("There are too few held-out rows to compare drawn rows with.");
            return;
        }
        facts.request().progress().accept("comparing drawn rows with held-out rows");
        double[] rows = heldOut.features().toDoubles();
        TwoSampleTest test = TwoSampleTest.of(
                rows,
                Arrays.copyOf(drawn.draws().rows(), m * dim),
                dim,
                device.model().config().get(Settings.SEED));
        boolean independent = ModelDraws.independent(device);
        Grid grid = new Grid(
                String.format(
                        Locale.ROOT,
                        "Whether %,d drawn rows can be told from %,d %s, in the model's coordinates%s",
                        test.second(),
                        test.first(),
                        facts.heldOutName(),
                        independent ? "; p-values by " + test.permutations() + " permutations" : ""),
                "measure",
                "value",
                "equal distributions",
                "p-value");
        grid.row(
                "energy distance",
                test.energy().value(),
                0,
                independent ? test.energy().p() : null);
        grid.row(
                "maximum mean discrepancy, squared",
                test.mmd().value(),
                0,
                independent ? test.mmd().p() : null);
        grid.row(
                "AUROC of a classifier (15 nearest rows)",
                test.auroc().value(),
                0.5,
                independent ? test.auroc().p() : null);
        page.table(grid);
        if (!independent) {
            page.text("Rows of Markov chains depend on each other, so that no p-value would hold.");
        }
    }
}
