package org.slicedscore.report.figure;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.BitSet;

/**
 * Pictures in the escape sequences of terminals.
 *
 * <p>Sources: kitty's "Terminal graphics protocol"; iTerm2's "Inline images protocol"; DEC's "VT330/VT340 Programmer Reference Manual",
 * chapter 14, for sixels.
 */
final class TerminalImages {
    private static final String ESCAPE = "\u001b";
    private static final String END = ESCAPE + "\\";

    /** The most that kitty takes in one piece. */
    private static final int PIECE = 4096;

    /** Characters that a picture is wide, if the terminal is no narrower. */
    private static final int WIDE = 100;

    /** Shades of red, of green and of blue. */
    private static final int SHADES = 6;

    private TerminalImages() {}

    static String kitty(byte[] png, int columns) {
        String text = Base64.getEncoder().encodeToString(png);
        StringBuilder out = new StringBuilder();
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            String first = from == 0 ? "a=T,f=100,c=" + Math.min(columns, WIDE) + "," : "";
            out.append(ESCAPE).append("_G").append(first).append("m=").append(to < text.length() ? 1 : 0);
            out.append(';').append(text, from, to).append(END);
        }
        return out.append('\n').toString();
    }

    static String iterm2(byte[] png, int columns) {
        return ESCAPE + "]1337;File=inline=1;size=" + png.length + ";width=" + Math.min(columns, WIDE) + ":"
                + Base64.getEncoder().encodeToString(png) + "\u0007\n";
    }

    /** A picture in 216 colours: bands of six rows, in each of which every colour has its turn. */
    static String sixel(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        StringBuilder out = new StringBuilder();
        out.append(ESCAPE).append("P0;1q\"1;1;").append(width).append(';').append(height);
        for (int c = 0; c < SHADES * SHADES * SHADES; c++) {
            out.append('#')
                    .append(c)
                    .append(";2;")
                    .append(percent(c / (SHADES * SHADES)))
                    .append(';');
            out.append(percent(c / SHADES % SHADES)).append(';').append(percent(c % SHADES));
        }
        int[] bits = new int[width];
        for (int top = 0; top < height; top += 6) {
            BitSet used = new BitSet();
            for (int y = top; y < Math.min(height, top + 6); y++) {
                for (int x = 0; x < width; x++) {
                    used.set(colour(image.getRGB(x, y)));
                }
            }
            for (int c = used.nextSetBit(0); c >= 0; c = used.nextSetBit(c + 1)) {
                for (int x = 0; x < width; x++) {
                    bits[x] = 0;
                    for (int k = 0; k < 6 && top + k < height; k++) {
                        bits[x] |= colour(image.getRGB(x, top + k)) == c ? 1 << k : 0;
                    }
                }
                out.append('#').append(c);
                runs(out, bits);
                out.append('$');
            }
            out.append('-');
        }
        return out.append(END).append('\n').toString();
    }

    private static void runs(StringBuilder out, int[] bits) {
        for (int from = 0; from < bits.length; ) {
            int to = from;
            while (to < bits.length && bits[to] == bits[from]) {
                to++;
            }
            char sixel = (char) ('?' + bits[from]);
            if (to - from > 3) {
                out.append('!').append(to - from).append(sixel);
            } else {
                out.append(String.valueOf(sixel).repeat(to - from));
            }
            from = to;
        }
    }

    private static int percent(int shade) {
        return 100 * shade / (SHADES - 1);
    }

    private static int colour(int rgb) {
        return (shade(rgb >> 16) * SHADES + shade(rgb >> 8)) * SHADES + shade(rgb);
    }

    private static int shade(int value) {
        return ((value & 0xff) * (SHADES - 1) + 127) / 255;
    }
}
