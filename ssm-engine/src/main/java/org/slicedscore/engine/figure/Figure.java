package org.slicedscore.engine.figure;

import java.util.List;

/** A figure as data, drawn by a {@link FigureRenderer}. */
public sealed interface Figure {
    /** The name of its files, without an ending: letters, digits, '_' and '-'. */
    String name();

    /** The caption, which is also the alternative text: a sentence or two. */
    String caption();

    /**
     * Panels of curves and points, with one legend for all: series of the same name look alike everywhere.
     *
     * @param name of its files
     * @param caption the caption
     * @param panels 1 or more, at most three side by side
     */
    record Plot(String name, String caption, List<Panel> panels) implements Figure {
        /** Copies the list. */
        public Plot {
            panels = List.copyOf(panels);
        }
    }

    /**
     * Grey images side by side.
     *
     * @param name of its files
     * @param caption the caption
     * @param titles above each block of images
     * @param width of an image in pixels
     * @param height of an image in pixels
     * @param columns images in a row of a block
     * @param blocks one per title: images, each width×height numbers from 0 (black) to 1 (white), row by row
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
        /** Copies the lists. */
        public Images {
            titles = List.copyOf(titles);
            blocks = List.copyOf(blocks);
            if (titles.size() != blocks.size()) {
                throw new IllegalArgumentException(titles.size() + " titles for " + blocks.size() + " blocks");
            }
        }
    }

    /**
     * Maps of functions and points of the plane, side by side.
     *
     * @param name of its files
     * @param caption the caption
     * @param columns maps side by side, 1 or more
     * @param maps 1 or more, row by row
     */
    record Maps(String name, String caption, int columns, List<PlaneMap> maps) implements Figure {
        /** Copies the list. */
        public Maps {
            maps = List.copyOf(maps);
        }
    }

    /**
     * A map of a rectangle of the plane: shades, with arrows and points over them.
     *
     * @param title above it
     * @param left least x
     * @param right greatest x
     * @param bottom least y
     * @param top greatest y
     * @param width number of cells across
     * @param shades from 0 (white) to 1 (dark) for each cell, a multiple of the width, row by row from the top; empty for none
     * @param arrows x, y of the tail and x, y of the tip of each
     * @param points x, y of each
     */
    record PlaneMap(
            String title,
            double left,
            double right,
            double bottom,
            double top,
            int width,
            float[] shades,
            double[] arrows,
            double[] points) {
        /** Checks the sizes. */
        public PlaneMap {
            if (!(left < right) || !(bottom < top) || width < 1 || shades.length % width != 0) {
                throw new IllegalArgumentException(
                        "map '" + title + "' of no area, or with " + shades.length + " shades for rows of " + width);
            }
            if (arrows.length % 4 != 0 || points.length % 2 != 0) {
                throw new IllegalArgumentException("map '" + title + "' has half an arrow or half a point");
            }
        }
    }

    /**
     * One pair of axes.
     *
     * @param title above it
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param series the series, later ones drawn over earlier ones
     * @param field a function of the plane, drawn below the series; null for none
     * @param arrows x, y of the tail and x, y of the tip of each; drawn above the series
     */
    record Panel(String title, Axis x, Axis y, List<Series> series, Field field, double[] arrows) {
        /** Copies the list, and checks the arrows. */
        public Panel {
            series = List.copyOf(series);
            if (arrows.length % 4 != 0) {
                throw new IllegalArgumentException("panel '" + title + "' has a part of an arrow");
            }
        }

        /**
         * A panel of series alone.
         *
         * @param title above it
         * @param x the horizontal axis
         * @param y the vertical axis
         * @param series the series, later ones drawn over earlier ones
         */
        public Panel(String title, Axis x, Axis y, List<Series> series) {
            this(title, x, y, series, null, new double[0]);
        }
    }

    /**
     * A function over a rectangle, drawn by the curves on which it has certain values; the areas inside them are shaded.
     *
     * @param left least x
     * @param right greatest x
     * @param bottom least y
     * @param top greatest y
     * @param width number of points across, at least 2
     * @param values at the points of a grid that reaches from edge to edge, a multiple of the width, row by row from the top
     * @param levels the values whose curves are drawn, ascending
     */
    record Field(double left, double right, double bottom, double top, int width, double[] values, double[] levels) {
        /** Checks the sizes. */
        public Field {
            if (!(left < right)
                    || !(bottom < top)
                    || width < 2
                    || values.length < 2 * width
                    || values.length % width != 0) {
                throw new IllegalArgumentException(
                        "a field of no area, or with " + values.length + " values for rows of " + width);
            }
        }

        /** The number of points from the top to the bottom. */
        public int height() {
            return values.length / width;
        }
    }

    /**
     * An axis.
     *
     * @param label quantity and unit
     * @param logarithmic whether the scale is logarithmic
     * @param min lower end; NaN to fit the data
     * @param max upper end; NaN to fit the data
     * @param categories names of positions 1, 2, …; empty for numbers
     */
    record Axis(String label, boolean logarithmic, double min, double max, List<String> categories) {
        /** Copies the list. */
        public Axis {
            categories = List.copyOf(categories);
        }

        /**
         * An axis of numbers.
         *
         * @param label quantity and unit
         * @param logarithmic whether the scale is logarithmic
         * @param min lower end; NaN to fit the data
         * @param max upper end; NaN to fit the data
         */
        public Axis(String label, boolean logarithmic, double min, double max) {
            this(label, logarithmic, min, max, List.of());
        }

        /**
         * An axis of names.
         *
         * @param label the quantity
         * @param of positions 1, 2, …
         */
        public static Axis categories(String label, List<String> names) {
            return new Axis(label, false, 0.5, names.size() + 0.5, names);
        }

        /**
         * A linear axis fitted to the data.
         *
         * @param label quantity and unit
         */
        public static Axis linear(String label) {
            return new Axis(label, false, Double.NaN, Double.NaN);
        }

        /**
         * A logarithmic axis fitted to the data.
         *
         * @param label quantity and unit
         */
        public static Axis logarithmic(String label) {
            return new Axis(label, true, Double.NaN, Double.NaN);
        }
    }

    /** The drawing style of a series. */
    enum Mark {
        /** Lines. */
        LINE,
        /** Dashed lines, for baselines. */
        DASHES,
        /** Points. */
        POINTS,
        /** Points joined by lines. */
        POINTS_AND_LINE,
        /** Bars from 0, as wide as the points are apart; for histograms. */
        BARS,
        /** The outline of such bars. */
        STEPS,
        /** A band from y − error to y + error. */
        BAND,
        /** A vertical dashed line at each x; y says nothing. */
        RULES
    }

    /**
     * Points or a curve.
     *
     * @param name in the legend
     * @param mark how it is drawn
     * @param colour colour number, 0 or more; the first eight are distinct to the colour-blind
     * @param x one per point
     * @param y one per point
     * @param error half length of the error bar at each point, or null for none
     */
    record Series(String name, Mark mark, int colour, double[] x, double[] y, double[] error) {
        /** Checks the lengths. */
        public Series {
            if (x.length != y.length || error != null && error.length != x.length) {
                throw new IllegalArgumentException("series '" + name + "' has arrays of different lengths");
            }
        }
    }
}
