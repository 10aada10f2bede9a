package org.slicedscore.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Gives units of rows to sides until each has its share. */
final class SplitFill {
    /** Where a unit may go. */
    enum Side {
        /** To learn from: what no other side takes. */
        TRAIN,
        /** To stop and choose by. */
        VALIDATION,
        /** To report on. */
        TEST
    }

    private final RowUnits units;
    private final int[] order;
    private final boolean contiguous;
    private final Side[] sides;
    private int left;

    /**
     * Nothing taken yet.
     *
     * @param units the units
     * @param order in which they are offered
     * @param contiguous whether a side takes units one after another, without leaving one out
     */
    SplitFill(RowUnits units, int[] order, boolean contiguous) {
        this.units = units;
        this.order = order;
        this.contiguous = contiguous;
        this.sides = new Side[units.count()];
        this.left = units.count();
        Arrays.fill(sides, Side.TRAIN);
    }

    /**
     * Takes units for a side: as many rows as come closest to its share, and at least a unit.
     *
     * @param side whose they are
     * @param share of the rows; 0 takes none
     * @param leave how many units must remain
     */
    void take(Side side, double share, int leave) {
        if (share == 0) {
            return;
        }
        long target = Math.round(share * units.rows());
        if (!contiguous) {
            // what is too large to be taken must not make the side take all the rest
            long rows = units.rows() - large(2 * target);
            target = Math.round(share * rows);
        }
        long count = 0;
        for (int unit : order) {
            if (sides[unit] != Side.TRAIN) {
                continue;
            }
            boolean closer = Math.abs(count + units.size(unit) - target) < Math.abs(count - target);
            if (left > leave && closer) {
                count += units.size(unit);
                put(unit, side);
            } else if (contiguous) {
                break;
            }
        }
        if (count == 0) {
            put(smallest(), side);
        }
    }

    private void put(int unit, Side side) {
        sides[unit] = side;
        left--;
    }

    /** The rows in units of at least so many. */
    private long large(long least) {
        return IntStream.range(0, units.count())
                .map(units::size)
                .filter(size -> size >= least)
                .asLongStream()
                .sum();
    }

    /** The first unit that is not taken, or the smallest where any may be taken. */
    private int smallest() {
        int best = -1;
        for (int unit : order) {
            if (sides[unit] == Side.TRAIN && (best < 0 || !contiguous && units.size(unit) < units.size(best))) {
                best = unit;
            }
        }
        return best;
    }

    /** The rows of a side, in ascending order. */
    int[] rows(Side side) {
        return IntStream.range(0, units.rows())
                .filter(row -> sides[units.of(row)] == side)
                .toArray();
    }
}
