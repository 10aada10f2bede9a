package org.slicedscore.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.slicedscore.data.io.Quoting;

/** What a user may have meant. */
public final class Suggest {
    private static final int LISTED = 12;

    private Suggest() {}

    /**
     * The end of a message: the nearest name if one is near, and the valid names as far as they fit.
     *
     * @param found what was given
     * @param valid the names there are
     * @return text such as {@code did you mean 'a'? Valid: a, b}
     */
    public static String among(String found, Collection<String> valid) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String name : valid) {
            int distance = distance(found.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        boolean near = best != null && bestDistance <= Math.max(2, best.length() / 3);
        String list =
                Quoting.plain(String.join(", ", valid.stream().limit(LISTED).toList()), 400);
        String rest = valid.size() > LISTED ? " and " + (valid.size() - LISTED) + " more" : "";
        return (near ? "did you mean " + Quoting.quote(best) + "? " : "") + "Valid: " + list + rest;
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    public static String among(String found, String... valid) {
        return among(found, List.of(valid));
    }
}
