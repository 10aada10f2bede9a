package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Timestamps;

/** What becomes of one input: none, one or several numeric coordinates, before they are scaled. */
sealed interface Part {
    /** The column. */
    Column column();

    /** The number of coordinates. */
    int width();

    /** The coordinates' names. */
    List<String> names();

    /** Writes the coordinates of a cell at an index. */
    void encode(double cell, double[] out, int at);

    /** The cell of coordinates at an index. */
    double decode(double[] coordinates, int at);

    /** How many of the coordinates, the first ones, are scaled and whitened; the others are of words and missing cells. */
    int scaled();

    /** Whether a density of the coordinate is one of the cell: true for a column that becomes one number. */
    default boolean hasDensity() {
        return width() == 1 && scaled() == 1;
    }

    /** Half the distance of the two points that stand for present and missing, and of two categories. */
    double HALF = 1;

    /**
     * A number, or the fill where the cell is missing, and beside it whether it is, if any was missing in training.
     *
     * @param column the column
     * @param fill the median of the training rows
     * @param spread of the numbers that stand for missing ones in training, in the column's units
     * @param marked whether there is a coordinate that says whether the cell is missing
     */
    record Plain(Column column, double fill, double spread, boolean marked) implements Part {
        @Override
        public int width() {
            return marked ? 2 : 1;
        }

        @Override
        public int scaled() {
            return 1;
        }

        @Override
        public List<String> names() {
            return marked ? List.of(column.name(), column.name() + " missing") : List.of(column.name());
        }

        @Override
        public void encode(double cell, double[] out, int at) {
            boolean missing = Double.isNaN(cell);
            out[at] = missing ? fill : cell;
            if (marked) {
                out[at + 1] = missing ? HALF : -HALF;
            }
        }

        @Override
        public double decode(double[] coordinates, int at) {
            return marked && coordinates[at + 1] > 0 ? Double.NaN : coordinates[at];
        }
    }

    /**
     * A time: days, and where they vary the hour of the day and the day of the week.
     *
     * @param days the days as a number
     * @param hour whether there is an hour
     * @param weekday whether there is a day of the week
     */
    record Calendar(Plain days, boolean hour, boolean weekday) implements Part {
        @Override
        public Column column() {
            return days.column();
        }

        @Override
        public int width() {
            return days.width() + scaled() - 1;
        }

        @Override
        public int scaled() {
            return 1 + (hour ? 1 : 0) + (weekday ? 1 : 0);
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>(List.of(column().name()));
            if (hour) {
                names.add(column().name() + " hour");
            }
            if (weekday) {
                names.add(column().name() + " weekday");
            }
            if (days.marked()) {
                names.add(column().name() + " missing");
            }
            return names;
        }

        @Override
        public void encode(double cell, double[] out, int at) {
            double day = Double.isNaN(cell) ? days.fill() : cell;
            int next = at;
            out[next++] = day;
            if (hour) {
                out[next++] = Timestamps.hour(day);
            }
            if (weekday) {
                out[next++] = Timestamps.weekday(day);
            }
            if (days.marked()) {
                out[next] = Double.isNaN(cell) ? HALF : -HALF;
            }
        }

        @Override
        public double decode(double[] coordinates, int at) {
            if (days.marked() && coordinates[at + width() - 1] > 0) {
                return Double.NaN;
            }
            double day = coordinates[at];
            return hour ? Math.floor(day) + Math.clamp(coordinates[at + 1] / 24, 0, 1) : day;
        }
    }

    /**
     * One of k words, as a corner of a regular simplex in k − 1 dimensions: all corners are equally far from each other, and a
     * word that is none of them is the centre. A missing cell is a word of its own if any was missing in training.
     *
     * @param column the column, with its categories
     * @param marked whether a missing cell has a corner
     */
    record Word(Column column, boolean marked) implements Part {
        @Override
        public int width() {
            return corners() - 1;
        }

        private int corners() {
            return column.categories().size() + (marked ? 1 : 0);
        }

        @Override
        public int scaled() {
            return 0;
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (int m = 1; m <= width(); m++) {
                names.add(width() == 1 ? column.name() : column.name() + " " + m);
            }
            return names;
        }

        /** Coordinate m of corner i, from Helmert's contrasts; two corners are 2 {@link #HALF} apart. */
        private double corner(int i, int m) {
            double length = Math.sqrt(2) * HALF / Math.sqrt(m * (m + 1.0));
            return i < m ? length : i == m ? -m * length : 0;
        }

        @Override
        public void encode(double cell, double[] out, int at) {
            int corner = Double.isNaN(cell) ? marked ? corners() - 1 : corners() : (int) cell;
            boolean known = corner < corners() && !(cell >= column.categories().size());
            for (int m = 1; m <= width(); m++) {
                out[at + m - 1] = known ? corner(corner, m) : 0;
            }
        }

        @Override
        public double decode(double[] coordinates, int at) {
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < corners(); i++) {
                double along = 0;
                for (int m = 1; m <= width(); m++) {
                    along += corner(i, m) * coordinates[at + m - 1];
                }
                if (along > most) {
                    most = along;
                    best = i;
                }
            }
            return best < column.categories().size() ? best : Double.NaN;
        }
    }

    /**
     * A column that is kept out of the density.
     *
     * @param column the column
     * @param value where it is constant its value; where it follows from other columns, by how much it may differ from what
     *     follows, NaN in runs that do not tell
     */
    record Watched(Column column, double value) implements Part {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public int scaled() {
            return 0;
        }

        @Override
        public boolean hasDensity() {
            return true;
        }

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public void encode(double cell, double[] out, int at) {}

        @Override
        public double decode(double[] coordinates, int at) {
            return value;
        }
    }
}
