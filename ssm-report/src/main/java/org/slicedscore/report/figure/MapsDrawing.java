package org.slicedscore.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.PlaneMap;

/** Maps side by side, each in a frame under its title, the ends of its axes below and beside it. */
final class MapsDrawing extends Drawing {
    private static final int SIDE = 190;
    private static final int GAP = 10;
    private static final int TITLE_HEIGHT = 22;
    private static final int TICKS_HEIGHT = 16;
    private static final int MARGIN = 12;
    private static final double POINT = 2.2;
    private static final double HEAD = 3;
    private static final Color DARK = new Color(0x00, 0x3C, 0x6B);
    private static final Color ARROW = new Color(0xD5, 0x5E, 0x00);
    private static final Color DOT = new Color(0x00, 0x72, 0xB2, 0x80);
    private static final Color FRAME = new Color(0x80, 0x80, 0x80);

    private final Figure.Maps figure;

    MapsDrawing(Figure.Maps figure, String mark) {
        super(mark);
        this.figure = figure;
    }

    private int rows() {
        return (figure.maps().size() + figure.columns() - 1) / figure.columns();
    }

    @Override
    Dimension size() {
        int across = Math.min(figure.columns(), figure.maps().size());
        return new Dimension(
                2 * MARGIN + across * (SIDE + GAP) - GAP,
                MARGIN + rows() * (TITLE_HEIGHT + SIDE + TICKS_HEIGHT) + markHeight());
    }

    @Override
    void content(Graphics2D g) {
        for (int i = 0; i < figure.maps().size(); i++) {
            Graphics2D at = (Graphics2D) g.create();
            at.translate(
                    MARGIN + i % figure.columns() * (SIDE + GAP),
                    i / figure.columns() * (TITLE_HEIGHT + SIDE + TICKS_HEIGHT));
            map(at, figure.maps().get(i));
            at.dispose();
        }
    }

    private static void map(Graphics2D g, PlaneMap map) {
        g.setFont(TITLE);
        g.setColor(INK);
        g.drawString(map.title(), 0, 16);
        g.translate(0, TITLE_HEIGHT);
        if (map.shades().length > 0) {
            Graphics2D image = (Graphics2D) g.create();
            image.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            image.drawImage(shades(map), 0, 0, SIDE, SIDE, null);
            image.dispose();
        }
        Graphics2D inside = (Graphics2D) g.create();
        inside.clipRect(0, 0, SIDE, SIDE);
        points(inside, map);
        arrows(inside, map);
        inside.dispose();
        g.setColor(FRAME);
        g.setStroke(new BasicStroke(1));
        g.drawRect(0, 0, SIDE, SIDE);
        g.setFont(SMALL);
        g.setColor(INK);
        String ends = String.format(
                Locale.ROOT, "[%.3g, %.3g] × [%.3g, %.3g]", map.left(), map.right(), map.bottom(), map.top());
        g.drawString(ends.replace('-', '−'), 0, SIDE + 12);
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

    private static void points(Graphics2D g, PlaneMap map) {
        g.setColor(DOT);
        for (int i = 0; i < map.points().length; i += 2) {
            double x = across(map, map.points()[i]);
            double y = down(map, map.points()[i + 1]);
            g.fill(new Ellipse2D.Double(x - POINT / 2, y - POINT / 2, POINT, POINT));
        }
    }

    private static void arrows(Graphics2D g, PlaneMap map) {
        g.setColor(ARROW);
        g.setStroke(new BasicStroke(1));
        for (int i = 0; i < map.arrows().length; i += 4) {
            double x = across(map, map.arrows()[i + 2]);
            double y = down(map, map.arrows()[i + 3]);
            double dx = x - across(map, map.arrows()[i]);
            double dy = y - down(map, map.arrows()[i + 1]);
            double length = Math.hypot(dx, dy);
            g.draw(new Line2D.Double(x - dx, y - dy, x, y));
            if (length > 0) {
                double size = Math.min(HEAD, length) / length;
                Path2D head = new Path2D.Double();
                head.moveTo(x, y);
                head.lineTo(x - size * (dx - dy / 2), y - size * (dy + dx / 2));
                head.lineTo(x - size * (dx + dy / 2), y - size * (dy - dx / 2));
                head.closePath();
                g.fill(head);
            }
        }
    }
}
