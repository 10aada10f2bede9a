package org.slicedscore.api;

import java.util.Locale;
import java.util.regex.Pattern;

/** Derives vendors' names from package names. */
final class Vendors {
    private static final Pattern HOSTS =
            Pattern.compile("(com|io|org|net)\\.(github|gitlab|bitbucket|codeberg|sourceforge)\\.[^.]+.*");

    private Vendors() {}

    /** The name below the top-level domain; on a site that hosts many vendors, the one below that. */
    static String of(Class<?> type) {
        String name = type.getPackageName();
        String[] parts = name.split("\\.");
        int index = HOSTS.matcher(name).matches() ? 2 : Math.min(1, parts.length - 1);
        String word = parts[index].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = word.replaceAll("^-|-$", "");
        return trimmed.isEmpty() ? "unnamed" : trimmed;
    }
}
