package org.slicedscore.report.figure;

import java.awt.Color;
import java.util.Locale;

/**
 * A colour by what it is for, in the light and in the dark. Those of series can be told apart by colour-blind readers (Okabe and
 * Ito 2008); in the dark they are lighter, and black becomes white.
 */
enum Ink {
    /** Text. */
    INK(0x1F2328, 0xE6E8EB),
    /** Text that matters less. */
    SOFT(0x5B636D, 0xA4ADB8),
    /** Lines of a grid. */
    GRID(0xE5E7EB, 0x2F353D),
    /** Frames and ticks. */
    FRAME(0xA8AFB8, 0x59616B),
    /** What everything is drawn on. */
    PAPER(0xFFFFFF, 0x16191D),
    /** A warning. */
    WARNING(0xA02020, 0xFF8A80),
    /** Blue. */
    C0(0x0072B2, 0x5CB3EE),
    /** Vermilion. */
    C1(0xD55E00, 0xFF9248),
    /** Bluish green. */
    C2(0x009E73, 0x3CCFA2),
    /** Reddish purple. */
    C3(0xCC79A7, 0xE9A5CB),
    /** Orange. */
    C4(0xE69F00, 0xFFC24D),
    /** Sky blue. */
    C5(0x56B4E9, 0x93D3FA),
    /** Black. */
    C6(0x000000, 0xFFFFFF),
    /** Grey, for yellow, which is too pale on white. */
    C7(0x808080, 0xA9A9A9);

    private final Color light;
    private final Color dark;

    Ink(int light, int dark) {
        this.light = new Color(light);
        this.dark = new Color(dark);
    }

    /** The colour of a series by its number. */
    static Ink series(int number) {
        return values()[C0.ordinal() + number % (C7.ordinal() - C0.ordinal() + 1)];
    }

    /** On white paper. */
    Color light() {
        return light;
    }

    /** The class of a style sheet that fills with this colour. */
    String fillClass() {
        return "f-" + name().toLowerCase(Locale.ROOT);
    }

    /** The class of a style sheet that draws lines in this colour. */
    String strokeClass() {
        return "s-" + name().toLowerCase(Locale.ROOT);
    }

    /** A style sheet with all classes, which follows the reader's choice of light or dark; printed, it is light. */
    static String styleSheet() {
        StringBuilder css = new StringBuilder();
        rules(css, false);
        css.append("@media screen and (prefers-color-scheme:dark){");
        rules(css, true);
        return css.append('}').toString();
    }

    private static void rules(StringBuilder css, boolean inTheDark) {
        for (Ink ink : values()) {
            String colour = String.format("#%06x", (inTheDark ? ink.dark : ink.light).getRGB() & 0xffffff);
            css.append('.')
                    .append(ink.fillClass())
                    .append("{fill:")
                    .append(colour)
                    .append('}');
            css.append('.')
                    .append(ink.strokeClass())
                    .append("{stroke:")
                    .append(colour)
                    .append('}');
        }
    }
}
