package org.slicedscore.data;

import java.util.Arrays;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.random.RandomStream;

/**
 * Rows divided for training, validation and test: disjoint, together all rows, each in ascending order.
 *
 * @param train at least 2 rows
 * @param validation empty if no fraction was asked for
 * @param test empty if no fraction was asked for
 */
public record Split(int[] train, int[] validation, int[] test) {
    /**
     * Divides rows by a seeded permutation: its first round(n · test) entries are for test, the next
     * round(n · validation) for validation, the rest for training. It depends on the number of rows, the fractions and the
     * seed alone.
     *
     * @param source what messages call the data
     * @param rows n
     * @param validation the fraction for validation, from 0 to less than 1
     * @param test the fraction for test, from 0 to less than 1
     * @param seed any value
     * @throws SsmException of kind USAGE for fractions out of range, DATA if a side that was asked for would be empty or
     *     fewer than 2 rows were left to train on
     */
    public static Split of(String source, int rows, double validation, double test, long seed) {
        checkFraction("validation", validation);
        checkFraction("test", test);
        if (validation + test >= 1) {
            throw SsmException.usage(
                    "%s and %s leave nothing to train on; their sum must be less than 1",
                    Subject.setting("validation", validation), Subject.setting("test", test));
        }
        int testRows = side(source, "test", rows, test);
        int validationRows = side(source, "validation", rows, validation);
        int trainRows = rows - testRows - validationRows;
        if (trainRows < 2) {
            throw Problem.data(source)
                    .says(
                            "%d rows less %d for validation and %d for test leave %d to train on",
                            rows, validationRows, testRows, trainRows)
                    .expected("at least 2")
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

    private static int side(String source, String option, int rows, double fraction) {
        int count = (int) Math.round(rows * fraction);
        if (fraction > 0 && count == 0) {
            throw Problem.data(source)
                    .says("%s of %d rows is no row", Subject.setting(option, fraction), rows)
                    .remedy("ask for at least %.3g, or 0 for none", 1.0 / rows)
                    .exception();
        }
        return count;
    }
}
