package org.slicedscore.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.random.RandomStream;

/**
 * A division of all rows into disjoint sets, each in ascending order: rows to learn from, rows to stop and choose by, and
 * rows to report on, which choose nothing.
 *
 * @param train to learn from, at least 2 rows
 * @param validation to stop and choose by; empty if the share is 0
 * @param test to report on; empty if the share is 0
 */
public record Split(int[] train, int[] validation, int[] test) {
    /** Fewer rows than this have no spread to learn. */
    private static final int LEAST = 2;

    /**
     * Divides rows, each on its own.
     *
     * @param source name of the data in messages
     * @param rows n
     * @param validation the share for validation, from 0 to less than 1
     * @param test the share for test, from 0 to less than 1
     * @param seed any value
     * @throws SsmException as {@link #of(String, RowUnits, Labels, double, double, long)}
     */
    public static Split of(String source, int rows, double validation, double test, long seed) {
        return of(source, RowUnits.single(rows), null, validation, test, seed);
    }

    /**
     * Divides rows without taking units apart. Without times, the units come in the order of a seeded permutation of the
     * rows: units for test are taken first, then those for validation, each if it brings the number of rows closer to its
     * share; the rest is for training. The shares are of the rows in units smaller than two shares; larger units are for
     * training. With times, the latest rows are for test, those before them for validation and the earliest for training;
     * rows of the same time stay together, and a unit is as late as the latest of its rows. The division depends on the
     * units, the times, the shares and the seed alone.
     *
     * @param source name of the data in messages
     * @param units the rows that stay together
     * @param times the time of each row, numbers or ISO 8601 dates or times; or null
     * @param validation the share for validation, from 0 to less than 1
     * @param test the share for test, from 0 to less than 1
     * @param seed any value
     * @throws SsmException of kind USAGE for shares out of range, DATA if a set would be empty, fewer than 2 rows were
     *     left for training, or a time cannot be read
     */
    public static Split of(String source, RowUnits units, Labels times, double validation, double test, long seed) {
        checkShare("validation", validation);
        checkShare("test", test);
        if (validation + test >= 1) {
            throw Problem.usage(Subject.setting("validation", validation))
                    .says("leaves nothing to train on beside %s", Subject.setting("test", test))
                    .expected("a sum below 1")
                    .exception();
        }
        if (units.rows() < LEAST) {
            throw Problem.data(source)
                    .found(units.rows() == 1 ? "1 row" : "no row")
                    .expected("at least %d to train on", LEAST)
                    .remedy("bring more rows")
                    .exception();
        }
        checkRows(source, "test", units.rows(), test, validation);
        checkRows(source, "validation", units.rows(), validation, test);
        double[] numbers = times == null ? null : Times.of(source, times);
        RowUnits whole = times == null ? units : units.distinct(numbers, times.name());
        checkUnits(source, whole, validation, test);
        SplitFill fill = new SplitFill(whole, order(whole, numbers, seed), times != null);
        fill.take(SplitFill.Side.TEST, test, validation > 0 ? 2 : 1);
        fill.take(SplitFill.Side.VALIDATION, validation, 1);
        Split split = new Split(
                fill.rows(SplitFill.Side.TRAIN), fill.rows(SplitFill.Side.VALIDATION), fill.rows(SplitFill.Side.TEST));
        if (split.train.length < LEAST) {
            throw Problem.data(source)
                    .says(
                            "%d rows less %d for validation and %d for test leave %d to train on",
                            units.rows(), split.validation.length, split.test.length, split.train.length)
                    .expected("at least %d", LEAST)
                    .remedy("bring more rows or hold out less")
                    .exception();
        }
        return split;
    }

    /** The units in the order in which they are taken. */
    private static int[] order(RowUnits units, double[] times, long seed) {
        if (times != null) {
            return units.newestFirst(times);
        }
        int[] rows = new int[units.rows()];
        new RandomStream(seed, "split").permutation(rows);
        boolean[] seen = new boolean[units.count()];
        return IntStream.of(rows)
                .map(units::of)
                .filter(unit -> !seen[unit] && (seen[unit] = true))
                .toArray();
    }

    /**
     * What a user should be told: sets whose sizes differ from their shares because units stay together.
     *
     * @param units the rows that stayed together
     * @param validation the share for validation
     * @param test the share for test
     * @return one line each, or none
     */
    public List<Message> notes(RowUnits units, double validation, double test) {
        List<Message> notes = new ArrayList<>();
        note(notes, "validation", validation, this.validation.length, units);
        note(notes, "test", test, this.test.length, units);
        return notes;
    }

    private static void note(List<Message> notes, String setting, double share, int found, RowUnits units) {
        long wanted = Math.round(share * units.rows());
        if (Math.abs(found - wanted) > Math.max(1, wanted / 10)) {
            notes.add(Message.of(
                    "%s holds out %d of %d rows, not %d: rows that belong together stay together (%d %s)",
                    Subject.setting(setting, share), found, units.rows(), wanted, units.count(), units.name()));
        }
    }

    private static void checkShare(String option, double share) {
        if (!(share >= 0 && share < 1)) {
            throw Problem.usage(Subject.setting(option))
                    .found("%s", share)
                    .expected("a fraction from 0 to less than 1")
                    .exception();
        }
    }

    private static void checkRows(String source, String option, int rows, double share, double other) {
        if (share > 0 && Math.round(rows * share) == 0) {
            Problem problem =
                    Problem.data(source).says("%s of %d rows is no row", Subject.setting(option, share), rows);
            throw (rows - Math.round(rows * other) > LEAST
                            ? problem.remedy("ask for at least %.3g, or 0 for none", 1.0 / rows)
                            : problem.remedy("set %s, which holds out none", Subject.setting(option, 0)))
                    .exception();
        }
    }

    private static void checkUnits(String source, RowUnits units, double validation, double test) {
        int sides = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
        if (units.count() < sides) {
            Problem problem = Problem.data(source)
                    .found("too few %s (%d)", units.name(), units.count())
                    .expected("at least %d, one for each part of the rows", sides);
            throw (sides == 3
                            ? units.count() == 2
                                    ? problem.remedy("set %s", Subject.setting("test", 0))
                                    : problem.remedy(
                                            "set %s and %s",
                                            Subject.setting("validation", 0), Subject.setting("test", 0))
                            : problem.remedy("set %s", Subject.setting(test > 0 ? "test" : "validation", 0)))
                    .exception();
        }
    }
}
