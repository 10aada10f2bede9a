package org.slicedscore.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.w3c.dom.Element;

class InlineSvgTest {
    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static Panel histogram(double... counts) {
        double[] x = new double[counts.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return new Panel(
                "a < b & \"c\"",
                new Axis("", false, -0.5, counts.length - 0.5),
                new Axis("", false, 0, 4),
                List.of(new Series("rows", Mark.BARS, 0, x, counts, null)));
    }

    @Test
    void itIsWellFormedAndDescribed() throws Exception {
        Element svg = parsed(InlineSvg.panel(histogram(1, 2, 4), 300, 200, "f1", "what <it> shows"));
        assertEquals("img", svg.getAttribute("role"));
        assertEquals("f1-t f1-d", svg.getAttribute("aria-labelledby"));
        assertEquals("a < b & \"c\"", svg.getElementsByTagName("title").item(0).getTextContent());
        assertEquals("what <it> shows", svg.getElementsByTagName("desc").item(0).getTextContent());
    }

    /** Bars stand on the axis, side by side, as high as the counts say. */
    @Test
    void barsAreAsHighAsTheCounts() throws Exception {
        Element svg = parsed(InlineSvg.panel(histogram(1, 2, 4), 300, 200, "f1", "d"));
        String bars = null;
        for (int i = 0; i < svg.getElementsByTagName("path").getLength(); i++) {
            Element path = (Element) svg.getElementsByTagName("path").item(i);
            bars = path.getAttribute("class").equals("f-c0") ? path.getAttribute("d") : bars;
        }
        String[] each = bars.substring(1).split("ZM|Z");
        assertEquals(3, each.length);
        double[] heights = new double[3];
        double right = Double.NaN;
        for (int i = 0; i < 3; i++) {
            String[] corners = each[i].split("L");
            double[] first = pair(corners[0]);
            double[] second = pair(corners[1]);
            heights[i] = first[1] - second[1];
            if (i > 0) {
                assertEquals(right, first[0], 0.11, "bars touch");
            }
            right = pair(corners[3])[0];
        }
        assertEquals(2, heights[1] / heights[0], 0.02);
        assertEquals(4, heights[2] / heights[0], 0.04);
    }

    private static double[] pair(String text) {
        String[] parts = text.replaceAll("(?<=\\d)-", " -").split(" ");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    /** Points that cannot be told apart are left out; the last one is not. */
    @Test
    void longLinesStayShort() {
        double[] x = new double[20_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = Math.sin(i / 3000.0);
        }
        Panel panel =
                new Panel("", Axis.linear(""), Axis.linear(""), List.of(new Series("s", Mark.LINE, 0, x, y, null)));
        String svg = InlineSvg.panel(panel, 400, 300, "f", "d");
        assertTrue(svg.length() < 30_000, () -> "length " + svg.length());
    }

    @Test
    void colourIsAClassAndNoFigureHasItsOwn() {
        String svg = InlineSvg.panel(histogram(1, 2), 300, 200, "f1", "d");
        assertFalse(svg.contains("#"), svg);
        assertTrue(InlineSvg.styleSheet().contains("prefers-color-scheme:dark"));
    }
}
