package org.slicedscore.data;

import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.random.RandomStream;

/**
 * A division of all rows into disjoint sets for training, validation and test, each in ascending order.
 *
 * @param train at least 2 rows
 * @param validation empty if the fraction is 0
 * @param test empty if the fraction is 0
 */
public record Split(int[] train, int[] validation, int[] test) {
    /** Fewer rows than this have no spread to learn. */
    private static final int LEAST = 2;

    /**
     * Divides rows by a seeded permutation: its first round(n · test) entries are for test, the next
     * round(n · validation) for validation, the rest for training. It depends on the number of rows, the fractions and the
     * seed alone.
     *
     * @param source name of the data in messages
     * @param rows n
     * @param validation the fraction for validation, from 0 to less than 1
     * @param test the fraction for test, from 0 to less than 1
     * @param seed any value
     * @throws SsmException of kind USAGE for fractions out of range, DATA if a requested set would be empty or fewer
     *     than 2 rows were left for training
     */
    public static Split of(String source, int rows, double validation, double test, long seed) {
        checkFraction("validation", validation);
        checkFraction("test", test);
        if (validation + test >= 1) {
            throw SsmException.usage(
                    "%s and %s leave nothing to train on; their sum must be less than 1",
                    Subject.setting("validation", validation), Subject.setting("test", test));
        }
        if (rows < LEAST) {
            throw Problem.data(source)
                    .found(rows == 1 ? "1 row" : "no row")
                    .expected("at least %d to train on", LEAST)
                    .remedy("bring more rows")
                    .exception();
        }
        int testRows = side(source, "test", rows, test, validation);
        int validationRows = side(source, "validation", rows, validation, test);
        int trainRows = rows - testRows - validationRows;
        if (trainRows < LEAST) {
            throw Problem.data(source)
                    .says(
                            "%d rows less %d for validation and %d for test leave %d to train on",
                            rows, validationRows, testRows, trainRows)
                    .expected("at least %d", LEAST)
                    .remedy("bring more rows or hold out less")
                    .exception();
        }
        int[] order = new int[rows];
        new RandomStream(seed, "split").permutation(order);
        int[] train = Arrays.copyOfRange(order, testRows + validationRows, rows);
        int[] valid = Arrays.copyOfRange(order, testRows, testRows + validationRows);
        int[] held = Arrays.copyOf(order, testRows);
        Arrays.sort(train);
        Arrays.sort(valid);
        Arrays.sort(held);
        return new Split(train, valid, held);
    }

    private static void checkFraction(String option, double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw Problem.usage(Subject.setting(option))
                    .found("%s", fraction)
                    .expected("a fraction from 0 to less than 1")
                    .exception();
        }
    }

    private static int side(String source, String option, int rows, double fraction, double other) {
        int count = (int) Math.round(rows * fraction);
        if (fraction > 0 && count == 0) {
            Problem problem =
                    Problem.data(source).says("%s of %d rows is no row", Subject.setting(option, fraction), rows);
            throw (rows - Math.round(rows * other) > LEAST
                            ? problem.remedy("ask for at least %.3g, or 0 for none", 1.0 / rows)
                            : problem.remedy("set %s, which holds out none", Subject.setting(option, 0)))
                    .exception();
        }
        return count;
    }
}
