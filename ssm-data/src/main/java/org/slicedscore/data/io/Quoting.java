package org.slicedscore.data.io;

/** Makes foreign text safe for a one-line message. */
public final class Quoting {
    private static final int LONGEST = 60;

    private Quoting() {}

    /**
     * Text in single quotes, control characters escaped, truncated if long.
     *
     * @param text anything, or null
     * @return one line
     */
    public static String quote(String text) {
        return text == null ? "nothing" : "'" + plain(text, LONGEST) + "'";
    }

    /**
     * One line of text without quotes.
     *
     * @param text anything
     * @param longest number of characters kept
     * @return one line
     */
    public static String plain(String text, int longest) {
        StringBuilder line = new StringBuilder();
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return end < text.length() ? line.append('…').toString() : line.toString();
    }

    /** The first bytes as hexadecimal digits such as {@code 89 48 44 46}, for messages about foreign files. */
    public static String hex(byte[] bytes, int count) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(count, bytes.length); i++) {
            line.append(i == 0 ? "" : " ").append(String.format("%02x", bytes[i]));
        }
        return line.isEmpty() ? "nothing" : line.toString();
    }
}
