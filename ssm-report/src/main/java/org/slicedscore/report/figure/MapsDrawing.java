package org.slicedscore.report.figure;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.PlaneMap;
import org.slicedscore.report.figure.Pen.Anchor;
import org.slicedscore.report.figure.Pen.Lettering;
import org.slicedscore.report.figure.Pen.Stroke;

/** Maps side by side, each in a frame under its title, the ends of its axes below. */
final class MapsDrawing implements Drawing {
    private static final int SIDE = 190;
    private static final int GAP = 10;
    private static final int TITLE_HEIGHT = 22;
    private static final int TICKS_HEIGHT = 16;
    private static final int MARGIN = 12;
    private static final double POINT = 2.2;
    private static final Color DARK = new Color(0x00, 0x3C, 0x6B);
    private static final Lettering TITLE = new Lettering(13, true, Ink.INK, Anchor.START);
    private static final Lettering ENDS = new Lettering(11, false, Ink.INK, Anchor.START);

    private final Figure.Maps figure;

    MapsDrawing(Figure.Maps figure) {
        this.figure = figure;
    }

    private int rows() {
        return (figure.maps().size() + figure.columns() - 1) / figure.columns();
    }

    @Override
    public int width() {
        int across = Math.min(figure.columns(), figure.maps().size());
        return 2 * MARGIN + across * (SIDE + GAP) - GAP;
    }

    @Override
    public int height() {
        return MARGIN + rows() * (TITLE_HEIGHT + SIDE + TICKS_HEIGHT);
    }

    @Override
    public void draw(Pen pen) {
        for (int i = 0; i < figure.maps().size(); i++) {
            PlaneMap map = figure.maps().get(i);
            double x = MARGIN + i % figure.columns() * (SIDE + GAP);
            double y = i / figure.columns() * (TITLE_HEIGHT + SIDE + TICKS_HEIGHT);
            pen.moved(x, y, () -> map(pen, map));
        }
    }

    private static void map(Pen pen, PlaneMap map) {
        pen.text(TITLE, 0, 16, map.title());
        pen.moved(0, TITLE_HEIGHT, () -> {
            pen.clipped(0, 0, SIDE, SIDE, () -> {
                if (map.shades().length > 0) {
                    pen.image(shades(map), 0, 0, SIDE, SIDE, true);
                }
                double[] points = new double[map.points().length];
                Arrays.setAll(points, i -> i % 2 == 0 ? across(map, map.points()[i]) : down(map, map.points()[i]));
                pen.dots(Ink.C0, POINT, 0.5, points);
                double[] a = map.arrows();
                for (int i = 0; i < a.length; i += 4) {
                    Arrow.draw(pen, across(map, a[i]), down(map, a[i + 1]), across(map, a[i + 2]), down(map, a[i + 3]));
                }
            });
            pen.line(Stroke.solid(Ink.FRAME, 1), 0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE, 0, 0);
            String ends = String.format(
                    Locale.ROOT, "[%.3g, %.3g] × [%.3g, %.3g]", map.left(), map.right(), map.bottom(), map.top());
            pen.text(ENDS, 0, SIDE + 12, ends.replace('-', '−'));
        });
    }

    private static BufferedImage shades(PlaneMap map) {
        BufferedImage image =
                new BufferedImage(map.width(), map.shades().length / map.width(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.shades().length; i++) {
            float shade = Math.clamp(map.shades()[i], 0f, 1f);
            int red = mixed(DARK.getRed(), shade);
            int green = mixed(DARK.getGreen(), shade);
            int blue = mixed(DARK.getBlue(), shade);
            image.setRGB(i % map.width(), i / map.width(), red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static int mixed(int dark, float shade) {
        return Math.round(255 + shade * (dark - 255));
    }

    private static double across(PlaneMap map, double x) {
        return SIDE * (x - map.left()) / (map.right() - map.left());
    }

    private static double down(PlaneMap map, double y) {
        return SIDE * (map.top() - y) / (map.top() - map.bottom());
    }
}
