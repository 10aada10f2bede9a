package org.slicedscore.catalog;

import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;

/** Failures in one line. */
final class Causes {
    private static final int LONGEST = 400;

    private Causes() {}

    /** The messages of a throwable and its causes. */
    static String text(Throwable e) {
        StringBuilder text = new StringBuilder();
        String last = "";
        int depth = 0;
        for (Throwable t = e; t != null && depth < 10; t = t.getCause(), depth++) {
            if (t instanceof InvocationTargetException && t.getCause() != null) {
                continue;
            }
            String part = part(t);
            if (!last.contains(part)) {
                text.append(text.isEmpty() ? "" : ": ").append(part);
            }
            last = part;
        }
        String line = text.toString().strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String part(Throwable t) {
        String message = t.getMessage();
        String type = t.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type;
        }
        // their messages mean something only together with their type
        boolean bare = t instanceof Error && !(t instanceof ServiceConfigurationError) || !message.contains(" ");
        return bare ? type + ": " + message : message;
    }
}
