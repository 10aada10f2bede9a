package org.slicedscore.data;

import java.util.Collection;
import org.slicedscore.api.option.Names;
import org.slicedscore.data.io.Quoting;

/** Suggestions for misspelt names that come from files: any text, and any number of names. */
public final class Suggest {
    private static final int LISTED = 12;

    private Suggest() {}

    /**
     * The end of a message: the nearest name if one is close, and as many valid names as fit.
     *
     * @param found the given name
     * @param valid the valid names
     * @return text such as {@code did you mean 'a'? Valid: a, b}
     */
    public static String among(String found, Collection<String> valid) {
        String nearest = Names.nearest(found, valid)
                .map(name -> "did you mean " + Quoting.quote(name) + "? ")
                .orElse("");
        String list =
                Quoting.plain(String.join(", ", valid.stream().limit(LISTED).toList()), 400);
        String rest = valid.size() > LISTED ? " and " + (valid.size() - LISTED) + " more" : "";
        return nearest + "Valid: " + list + rest;
    }
}
