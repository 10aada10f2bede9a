package org.slicedscore.data;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.data.RowReader;

/** Reads a column that is kept beside the rows. */
final class AsideReader {
    private final String name;
    private final int column;
    private final List<String> texts = new ArrayList<>();

    AsideReader(String name, int column) {
        this.name = name;
        this.column = column;
    }

    String name() {
        return name;
    }

    int column() {
        return column;
    }

    /** Keeps the cell of the row at hand as written, or with a decimal point if it is a number. */
    void keep(RowReader rows) {
        String text = rows.text(column).strip();
        boolean comma = text.indexOf(',') >= 0 && !Double.isNaN(rows.number(column));
        texts.add(comma ? text.replace(',', '.') : text);
    }

    Labels labels() {
        return new Labels(name, texts);
    }
}
