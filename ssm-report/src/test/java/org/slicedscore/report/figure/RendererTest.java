package org.slicedscore.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.w3c.dom.Document;

class RendererTest {
    private final Renderer renderer = new Renderer();

    private static Figure.Plot plot(double shift) {
        double[] x = {10, 100, 1000};
        double[] y = {0.2, 3, 40 + shift};
        Series points = new Series("points", Mark.POINTS, 0, x, y, new double[] {0.3, 1, 5});
        Series line = new Series("line", Mark.LINE, 1, x, new double[] {1, Double.NaN, 5}, null);
        Series nowhere = new Series("nowhere", Mark.DASHES, 2, x, new double[] {0, -1, Double.NaN}, null);
        Panel log =
                new Panel("log", Axis.logarithmic("D"), Axis.logarithmic("time, ms"), List.of(points, line, nowhere));
        Panel linear = new Panel("linear", Axis.linear("D"), Axis.linear("time, ms"), List.of(points, line));
        Panel constant = new Panel(
                "one value",
                Axis.linear("D"),
                new Axis("loss", false, -1, 1),
                List.of(new Series("line", Mark.LINE, 1, new double[] {2}, new double[] {0.5}, null)));
        return new Figure.Plot("p", "caption", List.of(log, linear, constant));
    }

    private byte[] png(Figure figure, String mark) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        renderer.png(figure, mark, out);
        return out.toByteArray();
    }

    private static int ink(BufferedImage image, int fromX, int fromY, int toX, int toY) {
        int count = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                count += (image.getRGB(x, y) & 0xffffff) != 0xffffff ? 1 : 0;
            }
        }
        return count;
    }

    /** The lower left quarter is dark, a point is in the upper right one, and an arrow crosses the lower right one. */
    @Test
    void mapsHaveShadesPointsAndArrowsInTheirPlaces() throws Exception {
        Figure.PlaneMap map = new Figure.PlaneMap(
                "map", -1, 1, 0, 4, 2, new float[] {0, 0, 1, 0}, new double[] {0.2, 0.5, 0.8, 0.5}, new double[] {0.5, 3
                });
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(png(new Figure.Maps("m", "caption", 1, List.of(map)), "")));
        int left = 2 * 12;
        int top = 2 * 22;
        int side = 2 * 190;
        assertEquals(0x003C6B, image.getRGB(left + side / 8, top + 7 * side / 8) & 0xffffff);
        assertEquals(0xffffff, image.getRGB(left + side / 8, top + side / 8) & 0xffffff);
        assertNotEquals(0xffffff, image.getRGB(left + 3 * side / 4, top + side / 4) & 0xffffff);
        assertTrue(ink(
                        image,
                        left + 3 * side / 4 - 4,
                        top + 7 * side / 8 - 4,
                        left + 3 * side / 4 + 4,
                        top + 7 * side / 8 + 4)
                > 4);
    }

    /** A killed process leaves no file of the image library behind, and one that is being stopped closes none. */
    @Test
    void picturesNeedNoTemporaryFiles(@TempDir Path folder) throws IOException {
        List<Path> seen = new ArrayList<>();
        OutputStream looks = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(seen::add);
                }
            }
        };
        File before = ImageIO.getCacheDirectory();
        ImageIO.setCacheDirectory(folder.toFile());
        try {
            renderer.png(plot(0), "", looks);
            assertEquals(List.of(), seen);
            assertTrue(ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", looks));
            assertNotEquals(List.of(), seen, "the image library by itself uses a file");
        } finally {
            ImageIO.setCacheDirectory(before);
        }
    }

    @Test
    void bothFormatsHaveTheSameProportions() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        renderer.svg(plot(0), "quick", out);
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Document svg = builder.parse(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(
                "svg",
                svg.getDocumentElement().getLocalName() == null
                        ? svg.getDocumentElement().getNodeName()
                        : svg.getDocumentElement().getLocalName());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(plot(0), "quick")));
        assertEquals(2 * Integer.parseInt(svg.getDocumentElement().getAttribute("width")), image.getWidth());
        assertEquals(2 * Integer.parseInt(svg.getDocumentElement().getAttribute("height")), image.getHeight());
    }

    @Test
    void nothingTouchesTheEdgeAndTheMarkIsThere() throws IOException {
        BufferedImage plain = ImageIO.read(new ByteArrayInputStream(png(plot(0), "")));
        BufferedImage marked = ImageIO.read(new ByteArrayInputStream(png(plot(0), "quick run")));
        int w = plain.getWidth();
        int h = plain.getHeight();
        assertTrue(ink(plain, 0, 0, w, h) > 1000, "something is drawn");
        assertEquals(0, ink(plain, 0, 0, 4, h), "left edge");
        assertEquals(0, ink(plain, w - 4, 0, w, h), "right edge");
        assertEquals(0, ink(plain, 0, 0, w, 4), "upper edge");
        assertEquals(0, ink(plain, 0, h - 4, w, h), "lower edge");
        assertEquals(2 * Renderer.MARK_HEIGHT, marked.getHeight() - h);
        assertTrue(ink(marked, 0, h, w, marked.getHeight()) > 100, "the mark is on a line of its own");
    }

    /** Two short names stand beside each other. */
    @Test
    void theLegendUsesTheWidthThereIs() throws IOException {
        double[] x = {1, 2};
        Panel panel = new Panel(
                "p",
                Axis.linear("x"),
                Axis.linear("y"),
                List.of(new Series("a", Mark.LINE, 0, x, x, null), new Series("b", Mark.LINE, 1, x, x, null)));
        Panel one =
                new Panel("p", Axis.linear("x"), Axis.linear("y"), List.of(new Series("a", Mark.LINE, 0, x, x, null)));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(png(new Figure.Plot("p", "c", List.of(panel)), "")));
        BufferedImage single = ImageIO.read(new ByteArrayInputStream(png(new Figure.Plot("p", "c", List.of(one)), "")));
        assertEquals(single.getHeight(), two.getHeight());
    }

    @Test
    void theSameFigureGivesTheSameBytes() throws IOException {
        assertEquals(java.util.Arrays.hashCode(png(plot(0), "")), java.util.Arrays.hashCode(png(plot(0), "")));
        assertNotEquals(java.util.Arrays.hashCode(png(plot(0), "")), java.util.Arrays.hashCode(png(plot(30), "")));
    }

    @Test
    void imagesStandInTheirPlaces() throws IOException {
        float[] black = new float[6];
        float[] white = {1, 1, 1, 1, 1, 1};
        Figure.Images images = new Figure.Images(
                "i", "c", List.of("a", "b"), 3, 2, 2, List.of(new float[][] {white, black, white}, new float[][] {black
                }));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(images, "")));
        // the second image of the first block: 12 units of margin, one image and a gap to the right, titles above
        assertEquals(0x000000, image.getRGB(2 * (12 + 4) + 2, 2 * 22 + 2) & 0xffffff);
        assertEquals(0xffffff, image.getRGB(2 * 12 + 2, 2 * 22 + 2) & 0xffffff);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        renderer.svg(images, "", svg);
        String text = svg.toString(StandardCharsets.UTF_8);
        String start = "data:image/png;base64,";
        int from = text.indexOf(start) + start.length();
        byte[] embedded = Base64.getMimeDecoder().decode(text.substring(from, text.indexOf('"', from)));
        BufferedImage inSvg = ImageIO.read(new ByteArrayInputStream(embedded));
        // two images of 3×2 a row and a gap of 1, in two rows
        assertEquals(7, inSvg.getWidth());
        assertEquals(5, inSvg.getHeight());
    }

    /** The pixels of images lie in the page itself, whatever encoders there are beside the platform's. */
    @Test
    void imagesLieInTheVectorGraphic() throws IOException {
        float[][] one = {{0, 1, 1, 0}};
        Figure.Images images = new Figure.Images("i", "c", List.of("a"), 2, 2, 1, List.<float[][]>of(one));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Renderer().svg(images, "", out);
        String text = out.toString(java.nio.charset.StandardCharsets.UTF_8);
        int at = text.indexOf("data:image/png;base64,");
        String base64 = text.substring(at + 22, text.indexOf('"', at)).replaceAll("\\s|&#\\w+;", "");
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(java.util.Base64.getDecoder().decode(base64)));
        assertEquals(0x000000, image.getRGB(0, 0) & 0xffffff);
        assertEquals(0xffffff, image.getRGB(1, 0) & 0xffffff);
    }
}
