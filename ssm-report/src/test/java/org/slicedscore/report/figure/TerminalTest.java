package org.slicedscore.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.engine.figure.TerminalGraphics;

class TerminalTest {
    private static final double[] X = {0, 100, 200, 300};

    private static final Figure.Plot FALLING = new Figure.Plot(
            "history",
            "caption",
            List.of(new Panel(
                    "Loss",
                    Axis.linear("step"),
                    Axis.linear("loss"),
                    List.of(
                            new Series("training", Mark.LINE, 7, X, new double[] {4, 2, 1.2, 1}, null),
                            new Series("", Mark.BAND, 0, X, X, new double[] {1, 1, 1, 1}),
                            new Series("validation", Mark.LINE, 0, X, new double[] {5, 3, 2, 1.8}, null),
                            new Series("chosen", Mark.RULES, 1, new double[] {200}, new double[] {0}, null)))));

    private static String shown(TerminalGraphics how, int columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Renderer().terminal(FALLING, how, columns, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void charactersShowAFallingCurve() throws IOException {
        List<String> lines = shown(TerminalGraphics.BLOCKS, 80).lines().toList();
        assertTrue(
                lines.getFirst().contains("┆ chosen") && lines.getFirst().contains("█ validation"), lines.getFirst());
        assertTrue(lines.stream().allMatch(l -> l.length() <= 80), lines::toString);
        String first = lines.get(1);
        assertTrue(first.matches(".*│ {0,3}[▘▝▀▖▌▞▛▗▚▐▜▄▙▟█].*"), first);
        int left = columnOfBlocks(lines.get(3));
        int right = columnOfBlocks(lines.get(11));
        assertTrue(left < right, () -> String.join("\n", lines));
        assertTrue(lines.getLast().contains("100") && lines.getFirst().contains("Loss against step"), lines.getLast());
    }

    private static int columnOfBlocks(String line) {
        Matcher m = Pattern.compile("[▘▝▀▖▌▞▛▗▚▐▜▄▙▟█]").matcher(line);
        assertTrue(m.find(), line);
        return m.start();
    }

    @Test
    void aNarrowTerminalHasNarrowLines() throws IOException {
        assertTrue(shown(TerminalGraphics.BLOCKS, 40).lines().allMatch(l -> l.length() <= 60));
    }

    @Test
    void kittyGetsThePictureInPieces() throws IOException {
        StringBuilder text = new StringBuilder();
        Matcher m =
                Pattern.compile("\u001b_G([^;]*);([^\u001b]*)\u001b\\\\").matcher(shown(TerminalGraphics.KITTY, 80));
        boolean more = true;
        while (m.find()) {
            assertTrue(more && m.group(2).length() <= 4096);
            more = m.group(1).endsWith("m=1");
            text.append(m.group(2));
        }
        assertEquals(false, more);
        assertPicture(text.toString());
    }

    @Test
    void itermGetsThePictureInOne() throws IOException {
        String shown = shown(TerminalGraphics.ITERM2, 80);
        assertPicture(shown.substring(shown.indexOf(':') + 1, shown.indexOf('\u0007')));
    }

    private static void assertPicture(String base64) throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        assertEquals(2 * 580, image.getWidth());
    }

    /** What a terminal would show is the picture in 216 colours. */
    @Test
    void sixelsAreThePicture() {
        BufferedImage image = new BufferedImage(31, 20, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 31; x++) {
                image.setRGB(x, y, x > 20 ? 0xffffff : random.nextInt(0x1000000));
            }
        }
        int[][] decoded = decoded(TerminalImages.sixel(image), 31, 20);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 31; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    int wanted = image.getRGB(x, y) >> shift & 0xff;
                    assertEquals(wanted, decoded[y][x] >> shift & 0xff, 26, "pixel " + x + ", " + y);
                }
            }
        }
    }

    private static int[][] decoded(String sixel, int width, int height) {
        int[][] pixels = new int[height][width];
        int[] palette = new int[256];
        int x = 0;
        int top = 0;
        int colour = 0;
        Matcher m = Pattern.compile("#(\\d+);2;(\\d+);(\\d+);(\\d+)|#(\\d+)|!(\\d+)([?-~])|([?-~])|(\\$)|(-)")
                .matcher(sixel.substring(sixel.indexOf('"') + 1, sixel.lastIndexOf('\u001b'))
                        .replaceFirst("^[\\d;]*", ""));
        while (m.find()) {
            if (m.group(1) != null) {
                palette[Integer.parseInt(m.group(1))] = 255 * Integer.parseInt(m.group(2)) / 100 << 16
                        | 255 * Integer.parseInt(m.group(3)) / 100 << 8
                        | 255 * Integer.parseInt(m.group(4)) / 100;
            } else if (m.group(5) != null) {
                colour = Integer.parseInt(m.group(5));
            } else if (m.group(9) != null) {
                x = 0;
            } else if (m.group(10) != null) {
                x = 0;
                top += 6;
            } else {
                int count = m.group(6) == null ? 1 : Integer.parseInt(m.group(6));
                int bits = (m.group(6) == null ? m.group(8) : m.group(7)).charAt(0) - '?';
                for (; count > 0; count--, x++) {
                    for (int k = 0; k < 6; k++) {
                        if ((bits >> k & 1) == 1) {
                            pixels[top + k][x] = palette[colour];
                        }
                    }
                }
            }
        }
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({
        "TERM,xterm-kitty,KITTY",
        "TERM_PROGRAM,iTerm.app,ITERM2",
        "TERM,foot,SIXEL",
        "TERM,xterm-256color,BLOCKS",
        "TERM_PROGRAM,WezTerm,KITTY"
    })
    void terminalsAreKnownByWhatTheySay(String variable, String value, TerminalGraphics expected) {
        assertEquals(expected, TerminalGraphics.of(Map.of(variable, value)));
        assertEquals(TerminalGraphics.BLOCKS, TerminalGraphics.of(Map.of(variable, value, "TMUX", "/tmp/x")));
    }
}
