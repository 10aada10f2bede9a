package org.slicedscore.spark.apply;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows that are worked through so many at a time, and come out with cells behind them. */
final class Parts implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int size;
    private final Function<List<Row>, Object[][]> answers;
    private List<Row> part = List.of();
    private Object[][] cells = {};
    private int at;

    /**
     * @param rows the rows
     * @param size how many at a time
     * @param answers the cells to put behind each row
     */
    Parts(Iterator<Row> rows, int size, Function<List<Row>, Object[][]> answers) {
        this.rows = rows;
        this.size = size;
        this.answers = answers;
    }

    @Override
    public boolean hasNext() {
        return at < part.size() || rows.hasNext();
    }

    @Override
    public Row next() {
        if (at == part.size()) {
            part = new ArrayList<>(size);
            while (part.size() < size && rows.hasNext()) {
                part.add(rows.next());
            }
            cells = answers.apply(part);
            at = 0;
        }
        Row row = part.get(at);
        Object[] more = cells[at++];
        Object[] all = new Object[row.length() + more.length];
        for (int i = 0; i < row.length(); i++) {
            all[i] = row.get(i);
        }
        System.arraycopy(more, 0, all, row.length(), more.length);
        return RowFactory.create(all);
    }
}
