package org.slicedscore.engine.check;

import java.util.List;

/**
 * What a {@link GoldenCheck} or a {@link SelfCheck} found.
 *
 * @param backend the backend's id
 * @param cases one for each tensor that was compared, and one for each file that could not be
 * @param skipped what was not compared, and why
 */
public record CheckReport(String backend, List<Case> cases, List<Skip> skipped) {
    /**
     * Copies the lists.
     *
     * @param backend the backend's id
     * @param cases what was compared
     * @param skipped what was not
     */
    public CheckReport {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
    }

    /**
     * One tensor compared.
     *
     * @param file the file's name
     * @param tensor the tensor's name; empty where the whole file could not be used
     * @param maxAbsError largest difference of an element; NaN where nothing could be compared
     * @param maxRelError the same, divided by the largest magnitude in the expected tensor; the largest difference itself
     *     where all of that is 0; NaN where nothing could be compared
     * @param tolerance the largest relative error allowed
     * @param pass whether it was kept
     * @param message one line on why nothing could be compared, empty otherwise
     */
    public record Case(
            String file,
            String tensor,
            double maxAbsError,
            double maxRelError,
            double tolerance,
            boolean pass,
            String message) {}

    /**
     * Something not compared.
     *
     * @param file the file's name
     * @param tensor the tensor's name; empty where it is the whole file
     * @param reason one line
     */
    public record Skip(String file, String tensor, String reason) {}

    /**
     * How many cases passed.
     *
     * @return the number
     */
    public int passed() {
        return (int) cases.stream().filter(Case::pass).count();
    }

    /**
     * How many cases failed.
     *
     * @return the number
     */
    public int failed() {
        return cases.size() - passed();
    }
}
