package org.slicedscore.report.figure;

import java.util.List;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;
import org.slicedscore.report.figure.Pen.Stroke;

/** A square for each entry of a matrix of numbers from −1 to 1; the size of a square says the same as its colour's strength. */
final class MatrixDrawing implements Drawing {
    private static final double SIDE = 200;
    private static final int TITLE_HEIGHT = 24;
    private static final int MARGIN = 4;
    private static final Lettering TITLE = new Lettering(PanelDrawing.TITLE, true, Ink.INK, Anchor.START);

    private final double[] values;
    private final int size;
    private final String title;

    MatrixDrawing(double[] values, int size, String title) {
        this.values = values;
        this.size = size;
        this.title = title;
    }

    @Override
    public int width() {
        return (int) SIDE + 2 * MARGIN;
    }

    @Override
    public int height() {
        return (int) SIDE + TITLE_HEIGHT + MARGIN;
    }

    @Override
    public void draw(Pen pen) {
        pen.text(TITLE, MARGIN, 15, title);
        double cell = SIDE / size;
        pen.moved(MARGIN, TITLE_HEIGHT, () -> {
            for (int i = 0; i < values.length; i++) {
                double v = Math.clamp(values[i], -1, 1);
                double half = 0.48 * cell * Math.sqrt(Math.abs(v));
                if (half > 0.3) {
                    double x = (i % size + 0.5) * cell;
                    double y = (i / size + 0.5) * cell;
                    double[] square = {x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half};
                    pen.fill(v < 0 ? Ink.C0 : Ink.C1, 0.35 + 0.65 * Math.abs(v), List.of(square));
                }
            }
            pen.line(Stroke.solid(Ink.FRAME, 1), 0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE, 0, 0);
        });
    }
}
