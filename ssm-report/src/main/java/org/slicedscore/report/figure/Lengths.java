package org.slicedscore.report.figure;

/**
 * How long texts are, in units of the size of the font: of Helvetica, which other sans-serif fonts resemble. Needs no font, so that
 * a drawing is the same on every machine.
 */
final class Lengths {
    /** The characters from space to tilde, in thousandths (the font's published metrics). */
    private static final int[] WIDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
                556,
        556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
                833,
        722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500,
                556,
        556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
                334,
        260, 334, 584
    };

    private static final int OTHER = 600;
    private static final double BOLD = 1.07;

    private Lengths() {}

    /** The length of a text in a size. */
    static double of(String text, double size, boolean bold) {
        double sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int at = text.charAt(i) - ' ';
            sum += at >= 0 && at < WIDTHS.length ? WIDTHS[at] : OTHER;
        }
        return sum / 1000 * size * (bold ? BOLD : 1);
    }

    /** The text, shortened to a length if need be. */
    static String fitted(String text, double size, boolean bold, double most) {
        if (of(text, size, bold) <= most) {
            return text;
        }
        int end = text.length();
        while (end > 1 && of(text.substring(0, end) + "…", size, bold) > most) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
