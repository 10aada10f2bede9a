package org.slicedscore.report.figure;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws pixels with the platform's own graphics, in the colours for white paper. */
final class ImagePen implements Pen {
    private Graphics2D g;

    ImagePen(Graphics2D g) {
        this.g = g;
    }

    @Override
    public void line(Stroke stroke, double... points) {
        Path2D path = new Path2D.Double();
        boolean down = false;
        for (int i = 0; i + 1 < points.length; i += 2) {
            boolean finite = Double.isFinite(points[i]) && Double.isFinite(points[i + 1]);
            if (finite && down) {
                path.lineTo(points[i], points[i + 1]);
            } else if (finite) {
                path.moveTo(points[i], points[i + 1]);
            }
            down = finite;
        }
        g.setColor(stroke.ink().light());
        float[] dashes = stroke.dashed() ? new float[] {6, 4} : null;
        g.setStroke(
                new BasicStroke((float) stroke.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
        g.draw(path);
    }

    @Override
    public void fill(Ink ink, double opacity, List<double[]> rings) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (double[] ring : rings) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                if (i == 0) {
                    path.moveTo(ring[0], ring[1]);
                } else {
                    path.lineTo(ring[i], ring[i + 1]);
                }
            }
            if (ring.length > 0) {
                path.closePath();
            }
        }
        through(opacity, () -> {
            g.setColor(ink.light());
            g.fill(path);
        });
    }

    @Override
    public void dots(Ink ink, double diameter, double opacity, double... points) {
        through(opacity, () -> {
            g.setColor(ink.light());
            for (int i = 0; i + 1 < points.length; i += 2) {
                g.fill(new Ellipse2D.Double(
                        points[i] - diameter / 2, points[i + 1] - diameter / 2, diameter, diameter));
            }
        });
    }

    private void through(double opacity, Runnable drawing) {
        var before = g.getComposite();
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        drawing.run();
        g.setComposite(before);
    }

    @Override
    public void text(Lettering lettering, double x, double y, String text) {
        Font font = new Font(Font.SANS_SERIF, lettering.bold() ? Font.BOLD : Font.PLAIN, 1);
        g.setFont(font.deriveFont((float) lettering.size()));
        g.setColor(lettering.ink().light());
        double length = g.getFontMetrics().getStringBounds(text, g).getWidth();
        double left = switch (lettering.anchor()) {
            case START -> x;
            case MIDDLE -> x - length / 2;
            case END -> x - length;
        };
        g.drawString(text, (float) left, (float) y);
    }

    @Override
    public void textUpwards(Lettering lettering, double x, double y, String text) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        text(lettering, 0, 0, text);
        g.setTransform(before);
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height, boolean smooth) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / image.getWidth(), height / image.getHeight());
        Graphics2D own = (Graphics2D) g.create();
        own.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                smooth
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        own.drawImage(image, place, null);
        own.dispose();
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable inside) {
        within((Graphics2D) g.create(), inside, own -> own.clip(new Rectangle2D.Double(x, y, width, height)));
    }

    @Override
    public void moved(double x, double y, Runnable there) {
        within((Graphics2D) g.create(), there, own -> own.translate(x, y));
    }

    private void within(Graphics2D own, Runnable drawing, java.util.function.Consumer<Graphics2D> change) {
        Graphics2D before = g;
        change.accept(own);
        g = own;
        drawing.run();
        g = before;
        own.dispose();
    }
}
