package org.slicedscore.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The different words of a column, up to a limit, in the order in which they come. */
final class Words {
    /** What {@link #code} gives for a word beyond the limit. */
    static final int MANY = -2;

    /** Beyond so many the column is text and not categories. */
    private static final int LIMIT = 10_000;

    private final Map<String, Integer> codes = new LinkedHashMap<>();

    /** The number of a word, from 0; new words get the next one. */
    int code(String word) {
        Integer known = codes.get(word);
        if (known != null) {
            return known;
        }
        if (codes.size() == LIMIT) {
            return MANY;
        }
        codes.put(word, codes.size());
        return codes.size() - 1;
    }

    boolean full() {
        return codes.size() == LIMIT;
    }

    List<String> all() {
        return new ArrayList<>(codes.keySet());
    }
}
