package org.slicedscore.data.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.data.io.IoErrors;

/** Records of text with any number of spaces and tabs between the fields; a field may stand in double quotes. */
final class SpaceRows implements RowSource {
    private final String name;
    private final BufferedReader reader;
    private final List<String> fields = new ArrayList<>();
    private long line;
    private boolean clean = true;

    /** The records of a text, whose first line has the number {@code before + 1}. */
    SpaceRows(String name, Reader reader, long before) {
        this.name = name;
        this.line = before;
        this.reader = new BufferedReader(reader, 1 << 16);
    }

    @Override
    public boolean next() {
        try {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                split(text);
                if (!fields.isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw IoErrors.reading(name, e);
        }
    }

    /** Splits a line; an unclosed quote ends with the line. */
    private void split(String text) {
        fields.clear();
        int at = 0;
        while (true) {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            if (at == text.length()) {
                return;
            }
            int start = at;
            if (text.charAt(at) == '"') {
                int close = text.indexOf('"', at + 1);
                at = close < 0 ? text.length() : close;
                fields.add(text.substring(start + 1, at));
                at = Math.min(text.length(), at + 1);
                clean &= close > 0 && (at == text.length() || text.charAt(at) <= ' ');
            } else {
                while (at < text.length() && text.charAt(at) > ' ') {
                    at++;
                }
                fields.add(text.substring(start, at));
            }
        }
    }

    /** Whether all quotes up to here enclose whole fields. */
    boolean clean() {
        return clean;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int fields() {
        return fields.size();
    }

    @Override
    public String field(int index) {
        return fields.get(index);
    }
}
