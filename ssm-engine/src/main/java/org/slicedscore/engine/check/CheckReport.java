package org.slicedscore.engine.check;

import java.util.List;

/**
 * The result of a {@link GoldenCheck} or a {@link SelfCheck}.
 *
 * @param backend the backend's id
 * @param cases one per compared tensor, and one per unusable file
 * @param skipped tensors not compared, and why
 */
public record CheckReport(String backend, List<Case> cases, List<Skip> skipped) {
    /** Copies the lists. */
    public CheckReport {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
    }

    /**
     * The comparison of one tensor.
     *
     * @param file the file's name
     * @param tensor the tensor's name; empty if the whole file is unusable
     * @param maxAbsError largest difference of an element; NaN if nothing could be compared
     * @param maxRelError the same, divided by the largest magnitude in the expected tensor; the largest difference itself
     *     if that is 0; NaN if nothing could be compared
     * @param tolerance the largest relative error allowed
     * @param pass whether the error is within it
     * @param message one line saying why nothing could be compared, else empty
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
     * @param tensor the tensor's name; empty for the whole file
     * @param reason one line
     */
    public record Skip(String file, String tensor, String reason) {}

    /** How many cases passed. */
    public int passed() {
        return (int) cases.stream().filter(Case::pass).count();
    }

    /** The number of failed cases. */
    public int failed() {
        return cases.size() - passed();
    }
}
