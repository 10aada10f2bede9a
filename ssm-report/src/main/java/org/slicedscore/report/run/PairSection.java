package org.slicedscore.report.run;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.report.page.Page;
import org.slicedscore.report.page.Page.Size;
import org.slicedscore.report.page.Page.Tone;
import org.slicedscore.report.run.PairFigures.Area;
import org.slicedscore.report.run.PairFigures.Pair;

/** Pairs of columns: rows, the model's density and its score. */
final class PairSection {
    private static final int POINTS = 2000;
    private static final int DEPENDENT = 4;
    private static final int DIFFERENT = 2;

    private PairSection() {}

    static void write(Page page, ModelFacts facts, DeviceModel device, Drawn drawn) {
        page.section("pairs", "Density and score");
        if (facts.inputs().stream().filter(c -> c.kind() == Kind.NUMBER).count() < 2) {
            page.remark(
                    Tone.CAREFUL,
                    "There are fewer than two columns of numbers, so there is no plane to draw a density on.");
            return;
        }
        if (!drawn.present()) {
            page.remark(Tone.CAREFUL, drawn.how() + " Without them there are no contours.");
        } else {
            facts.request().progress().accept("density and score of pairs of columns");
            Figure.Plot plot = figure(facts, device, drawn, List.of());
            page.figure(plot, plot.panels().size() == 1 ? Size.PLANE : Size.SQUARE);
        }
    }

    /**
     * The figure of pairs.
     *
     * @param pairs the pairs to show; none to choose them
     */
    static Figure.Plot figure(ModelFacts facts, DeviceModel device, Drawn drawn, List<Pair> pairs) {
        List<Column> inputs = facts.inputs();
        double[][] rows = facts.data().isPresent() ? facts.columns(facts.heldOut(), POINTS) : null;
        String name = facts.data().isPresent() ? facts.heldOutName() : "drawn from the model";
        if (PlaneDensity.fits(device)) {
            double[][] shown = rows == null ? drawn.columns() : rows;
            Area area = Area.of(shown[0], shown[1], drawn.columns()[0], drawn.columns()[1]);
            boolean density = device.hasLogDensity() || device.noiseConditioned();
            if (density) {
                PlaneDensity plane = PlaneDensity.of(device, area, drawn.columns()[0], drawn.columns()[1]);
                Panel panel = PairFigures.panel(
                        inputs.get(0).name(),
                        inputs.get(1).name(),
                        area,
                        shown[0],
                        shown[1],
                        name,
                        plane.field(),
                        plane.nearArrows(),
                        PlaneDensity.ARROWS);
                return new Figure.Plot(
                        "density",
                        "The model's density, computed at the points of a grid: of the rows that it draws, 95, 80, 50 and 20 % lie inside "
                                + "the contours. Arrows are its score ∇ log p: they point where the density grows fastest, and those longer "
                                + "than four fifths of all are cut to one length.",
                        List.of(panel));
            }
        }
        double[][] seen = rows == null ? drawn.columns() : rows;
        List<Pair> chosen = pairs.isEmpty()
                ? PairFigures.telling(inputs, seen, rows == null ? null : drawn.columns(), DEPENDENT, DIFFERENT)
                : pairs;
        List<Panel> panels = new ArrayList<>();
        for (Pair pair : chosen) {
            int a = pair.first();
            int b = pair.second();
            panels.add(PairFigures.ofDraws(
                    inputs.get(a).name(),
                    inputs.get(b).name(),
                    seen[a],
                    seen[b],
                    name,
                    drawn.columns()[a],
                    drawn.columns()[b]));
        }
        return new Figure.Plot("density", caption(pairs.isEmpty(), chosen.size()), panels);
    }

    private static String caption(boolean chosen, int count) {
        String how = !chosen
                ? ""
                : count <= DEPENDENT
                        ? "The pairs whose columns say most about each other (mutual information in eight intervals each). "
                        : "The first " + DEPENDENT
                                + " pairs are those whose columns say most about each other (mutual information in eight "
                                + "intervals each), the others those in which rows of the model differ most from the rows. ";
        return how
                + "Contours: the model's density of the two columns, smoothed from rows that it draws, of which 95, 80, 50 and 20 % lie "
                + "inside. Arrows: the score of that density; they point where it grows fastest.";
    }
}
