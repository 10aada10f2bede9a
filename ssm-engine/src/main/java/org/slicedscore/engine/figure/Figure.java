package org.slicedscore.engine.figure;

import java.util.List;

/** A figure as data: what it shows, not how it is drawn. A {@link FigureRenderer} draws it. */
public sealed interface Figure {
    /**
     * The name of its files.
     *
     * @return letters, digits, '_' and '-'
     */
    String name();

    /**
     * What is to be seen, for the page it stands on and for those who cannot see it.
     *
     * @return a sentence or two
     */
    String caption();

    /**
     * Panels of curves and points, with one legend for all: series of one name look alike everywhere.
     *
     * @param name of its files
     * @param caption what is to be seen
     * @param panels 1 or more, at most three side by side
     */
    record Plot(String name, String caption, List<Panel> panels) implements Figure {
        /**
         * Copies the list.
         *
         * @param name of its files
         * @param caption what is to be seen
         * @param panels 1 or more
         */
        public Plot {
            panels = List.copyOf(panels);
        }
    }

    /**
     * Grey images side by side.
     *
     * @param name of its files
     * @param caption what is to be seen
     * @param titles above each block of images
     * @param width of an image in pixels
     * @param height of an image in pixels
     * @param columns images in a row of a block
     * @param blocks one a title: images, each width×height numbers from 0 (black) to 1 (white), row by row
     */
    record Images(
            String name,
            String caption,
            List<String> titles,
            int width,
            int height,
            int columns,
            List<float[][]> blocks)
            implements Figure {
        /**
         * Copies the lists.
         *
         * @param name of its files
         * @param caption what is to be seen
         * @param titles one a block
         * @param width of an image
         * @param height of an image
         * @param columns images in a row
         * @param blocks of images
         */
        public Images {
            titles = List.copyOf(titles);
            blocks = List.copyOf(blocks);
            if (titles.size() != blocks.size()) {
                throw new IllegalArgumentException(titles.size() + " titles for " + blocks.size() + " blocks");
            }
        }
    }

    /**
     * One pair of axes.
     *
     * @param title above it
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param series what is drawn, later ones over earlier ones
     */
    record Panel(String title, Axis x, Axis y, List<Series> series) {
        /**
         * Copies the list.
         *
         * @param title above it
         * @param x the horizontal axis
         * @param y the vertical axis
         * @param series what is drawn
         */
        public Panel {
            series = List.copyOf(series);
        }
    }

    /**
     * An axis.
     *
     * @param label what and in which unit
     * @param logarithmic whether equal steps are equal factors
     * @param min where it begins; NaN to see everything
     * @param max where it ends; NaN to see everything
     * @param categories names of the places 1, 2, …; empty for numbers
     */
    record Axis(String label, boolean logarithmic, double min, double max, List<String> categories) {
        /**
         * Copies the list.
         *
         * @param label what and in which unit
         * @param logarithmic whether equal steps are equal factors
         * @param min where it begins
         * @param max where it ends
         * @param categories names of places, or empty
         */
        public Axis {
            categories = List.copyOf(categories);
        }

        /**
         * An axis of numbers.
         *
         * @param label what and in which unit
         * @param logarithmic whether equal steps are equal factors
         * @param min where it begins; NaN to see everything
         * @param max where it ends; NaN to see everything
         */
        public Axis(String label, boolean logarithmic, double min, double max) {
            this(label, logarithmic, min, max, List.of());
        }

        /**
         * An axis of names.
         *
         * @param label what they name
         * @param names of the places 1, 2, …
         * @return the axis
         */
        public static Axis categories(String label, List<String> names) {
            return new Axis(label, false, 0.5, names.size() + 0.5, names);
        }

        /**
         * A linear axis that shows everything.
         *
         * @param label what and in which unit
         * @return the axis
         */
        public static Axis linear(String label) {
            return new Axis(label, false, Double.NaN, Double.NaN);
        }

        /**
         * A logarithmic axis that shows everything.
         *
         * @param label what and in which unit
         * @return the axis
         */
        public static Axis logarithmic(String label) {
            return new Axis(label, true, Double.NaN, Double.NaN);
        }
    }

    /** How a series is drawn. */
    enum Mark {
        /** Lines. */
        LINE,
        /** Dashed lines, for what serves as a yardstick. */
        DASHES,
        /** Points. */
        POINTS,
        /** Points joined by lines. */
        POINTS_AND_LINE
    }

    /**
     * Points or a curve.
     *
     * @param name in the legend
     * @param mark how it is drawn
     * @param colour series of one colour number look alike; 0 or more, the first eight are told apart by the colour-blind
     * @param x one a point
     * @param y one a point
     * @param error half the length of the bar at each point, or null for none
     */
    record Series(String name, Mark mark, int colour, double[] x, double[] y, double[] error) {
        /**
         * Checks the lengths.
         *
         * @param name in the legend
         * @param mark how it is drawn
         * @param colour number
         * @param x one a point
         * @param y one a point
         * @param error or null
         */
        public Series {
            if (x.length != y.length || error != null && error.length != x.length) {
                throw new IllegalArgumentException("series '" + name + "' has arrays of different lengths");
            }
        }
    }
}
