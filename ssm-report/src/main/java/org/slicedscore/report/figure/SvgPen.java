package org.slicedscore.report.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/**
 * Writes SVG. Colours are classes of a style sheet, so that they follow the page, and texts are texts, which can be selected, searched
 * and read aloud. Coordinates have one decimal.
 */
final class SvgPen implements Pen {
    /** Points of a line that are nearer than this to the last one cannot be seen. */
    private static final double NEAR = 0.3;

    private final StringBuilder out = new StringBuilder();

    /** What has been drawn: elements to stand inside an {@code svg}. */
    String content() {
        return out.toString();
    }

    @Override
    public void line(Stroke stroke, double... points) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i + 1 < points.length; i += 2) {
            double x = points[i];
            double y = points[i + 1];
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                down = false;
                continue;
            }
            boolean ends = i + 3 >= points.length || !Double.isFinite(points[i + 2] + points[i + 3]);
            if (down && !ends && Math.abs(x - lastX) < NEAR && Math.abs(y - lastY) < NEAR) {
                continue;
            }
            path.append(down ? 'L' : 'M');
            pair(path, x, y);
            lastX = x;
            lastY = y;
            down = true;
        }
        if (!path.isEmpty()) {
            open("path", stroke.ink().strokeClass(), "fill=\"none\"");
            out.append(" stroke-width=\"").append(number(stroke.width())).append('"');
            out.append(stroke.dashed() ? " stroke-dasharray=\"6 4\"" : " stroke-linejoin=\"round\"");
            out.append(" d=\"").append(path).append("\"/>");
        }
    }

    @Override
    public void fill(Ink ink, double opacity, List<double[]> rings) {
        StringBuilder path = new StringBuilder();
        for (double[] ring : rings) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                path.append(i == 0 ? 'M' : 'L');
                pair(path, ring[i], ring[i + 1]);
            }
            path.append(ring.length > 0 ? "Z" : "");
        }
        if (!path.isEmpty()) {
            open("path", ink.fillClass(), "fill-rule=\"evenodd\"");
            if (opacity < 1) {
                out.append(" fill-opacity=\"").append(number(opacity, 2)).append('"');
            }
            out.append(" d=\"").append(path).append("\"/>");
        }
    }

    /** Dots are lines of no length with round ends: a few bytes each. */
    @Override
    public void dots(Ink ink, double diameter, double opacity, double... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i += 2) {
            if (Double.isFinite(points[i]) && Double.isFinite(points[i + 1])) {
                path.append('M');
                pair(path, points[i], points[i + 1]);
                path.append("h0");
            }
        }
        if (!path.isEmpty()) {
            open("path", ink.strokeClass(), "fill=\"none\" stroke-linecap=\"round\"");
            out.append(" stroke-width=\"").append(number(diameter)).append('"');
            if (opacity < 1) {
                out.append(" stroke-opacity=\"").append(number(opacity, 2)).append('"');
            }
            out.append(" d=\"").append(path).append("\"/>");
        }
    }

    @Override
    public void text(Lettering lettering, double x, double y, String text) {
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text(lettering, text, "");
    }

    @Override
    public void textUpwards(Lettering lettering, double x, double y, String text) {
        String point = number(x) + ' ' + number(y);
        out.append("<text transform=\"translate(").append(point).append(")rotate(-90)");
        text(lettering, text, "");
    }

    private void text(Lettering lettering, String text, String more) {
        out.append("\" class=\"").append(lettering.ink().fillClass()).append('"');
        out.append(" font-size=\"").append(number(lettering.size())).append('"').append(more);
        switch (lettering.anchor()) {
            case START -> {}
            case MIDDLE -> out.append(" text-anchor=\"middle\"");
            case END -> out.append(" text-anchor=\"end\"");
        }
        if (lettering.bold()) {
            out.append(" font-weight=\"600\"");
        }
        out.append('>').append(escaped(text)).append("</text>");
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height, boolean smooth) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Png.write(image, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.append("<image").append(box(x, y, width, height)).append(" preserveAspectRatio=\"none\"");
        out.append(smooth ? "" : " style=\"image-rendering:pixelated\"");
        out.append(" href=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png.toByteArray()))
                .append("\"/>");
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable inside) {
        out.append("<svg").append(box(x, y, width, height)).append(" viewBox=\"");
        out.append(number(x)).append(' ').append(number(y)).append(' ');
        out.append(number(width)).append(' ').append(number(height)).append("\">");
        inside.run();
        out.append("</svg>");
    }

    @Override
    public void moved(double x, double y, Runnable there) {
        out.append("<g transform=\"translate(")
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append(")\">");
        there.run();
        out.append("</g>");
    }

    private void open(String element, String style, String more) {
        out.append('<')
                .append(element)
                .append(" class=\"")
                .append(style)
                .append("\" ")
                .append(more);
    }

    private static String box(double x, double y, double width, double height) {
        return " x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + '"';
    }

    private static void pair(StringBuilder to, double x, double y) {
        String second = number(y);
        to.append(number(x)).append(second.startsWith("-") ? "" : " ").append(second);
    }

    static String number(double value) {
        return number(value, 1);
    }

    private static String number(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        double rounded = Math.rint(value * unit) / unit;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
