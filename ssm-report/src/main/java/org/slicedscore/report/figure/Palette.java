package org.slicedscore.report.figure;

import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Colours that colour-blind readers can tell apart (Okabe and Ito 2008), each with its own mark. */
final class Palette {
    private static final Color[] COLOURS = {
        new Color(0x00, 0x72, 0xB2), // blue
        new Color(0xD5, 0x5E, 0x00), // vermilion
        new Color(0x00, 0x9E, 0x73), // bluish green
        new Color(0xCC, 0x79, 0xA7), // reddish purple
        new Color(0xE6, 0x9F, 0x00), // orange
        new Color(0x56, 0xB4, 0xE9), // sky blue
        new Color(0x00, 0x00, 0x00), // black
        new Color(0x80, 0x80, 0x80), // grey, for yellow, which is too pale on white
    };

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS,
        SeriesMarkers.OVAL,
    };

    private Palette() {}

    static Color colour(int number) {
        return COLOURS[number % COLOURS.length];
    }

    static Marker marker(int number) {
        return MARKERS[number % MARKERS.length];
    }
}
