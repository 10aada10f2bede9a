package org.slicedscore.testkit;

/** Stein's identities: E[s] = 0 and E[s xᵀ] = −I for rows x of any density that falls off, and its score s at them. */
final class Stein {
    private Stein() {}

    /**
     * Fails if the identities do not hold within 5 standard errors.
     *
     * @param who the beginning of messages
     * @param x rows, [N,D]
     * @param s scores at them, [N,D]
     * @param mistake the error to report if they do not hold
     */
    static void check(String who, double[] x, double[] s, int d, String mistake) {
        for (int i = 0; i < d; i++) {
            check(who + ": E[s_" + i + "]", 0, Arrays64.column(s, d, i), mistake);
            for (int j = 0; j < d; j++) {
                check(who + ": E[s_" + i + " x_" + j + "]", i == j ? -1 : 0, Arrays64.products(s, x, d, i, j), mistake);
            }
        }
    }

    private static void check(String what, double expected, double[] values, String mistake) {
        Expect.assertEquals(
                expected,
                Arrays64.mean(values),
                5 * Arrays64.standardError(values),
                what + " over its own samples is not what Stein's identity says, within 5 standard errors: " + mistake);
    }
}
