package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slicedscore.data.Numbers;

/** What says in a cell that there is no value, besides {@link Numbers#missing}: words, and numbers by their values. */
final class MissingWords {
    private final List<String> words = new ArrayList<>();

    /** Words with commas between them. */
    MissingWords(String list) {
        for (String word : list.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Whether a cell of some value says so. */
    boolean contains(String field, double value) {
        String cell = field.strip();
        for (String word : words) {
            if (word.equalsIgnoreCase(cell) || Numbers.parse(word) == value) {
                return true;
            }
        }
        return false;
    }

    /** All of them, the usual ones first, for messages. */
    String all() {
        return words.isEmpty()
                ? Numbers.MISSING_WORDS
                : Numbers.MISSING_WORDS + ", " + String.join(", ", words).toLowerCase(Locale.ROOT);
    }
}
