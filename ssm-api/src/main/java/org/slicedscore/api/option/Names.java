package org.slicedscore.api.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggestions for mistyped names. */
public final class Names {
    private Names() {}

    /**
     * The known name nearest to the given one by edit distance, if it is close enough to be a likely typing error.
     *
     * @param given the typed name
     * @param known the valid names
     * @return the nearest, or empty if none resembles it
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String g = given.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> distance(g, k.toLowerCase(Locale.ROOT)) <= Math.max(2, g.length() / 3)
                        || (g.length() >= 3 && k.toLowerCase(Locale.ROOT).startsWith(g)))
                .min(Comparator.comparingInt((String k) -> distance(g, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The end of an error message about an unknown name: the nearest valid name, if any, and all valid names.
     *
     * @param given the typed name
     * @param known the valid names
     * @return text such as {@code did you mean 'hidden'? Valid: activation, hidden}
     */
    public static String hint(String given, Collection<String> known) {
        String all = known.isEmpty()
                ? "there are none"
                : "valid: " + String.join(", ", known.stream().sorted().toList());
        return nearest(given, known)
                .map(n -> "did you mean '" + n + "'? (" + all + ")")
                .orElse(all);
    }

    /**
     * The number of typing errors between two names: letters left out, added, replaced, or swapped with their neighbour
     * (optimal string alignment, a restricted Damerau-Levenshtein distance).
     *
     * @param a a name
     * @param b another
     * @return 0 for the same name
     * @since 0.2.0
     */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
