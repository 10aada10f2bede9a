package org.slicedscore.data.format;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.SsmException;

/**
 * The first records of a text, as one delimiter divides them.
 *
 * @param delimiter between the fields
 * @param records whole ones that are not blank, at most 100
 * @param broken whether a record with wrong quotes follows
 */
record TextSample(char delimiter, List<List<String>> records, boolean broken) {
    private static final int MOST = 100;

    /**
     * Divides the beginning of a text.
     *
     * @param text the beginning
     * @param whole whether it is all of the text, so that its last record is whole
     * @param delimiter between the fields
     */
    static TextSample of(String text, boolean whole, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        RowSource rows = delimiter == ' '
                ? new SpaceRows("sample", new StringReader(text), 0)
                : CsvRows.beginning("sample", new StringReader(text), delimiter);
        boolean more = true;
        boolean broken = false;
        while (records.size() < MOST && more) {
            try {
                more = rows.next();
            } catch (SsmException e) {
                broken = true;
                more = false;
            }
            if (more && !(rows.fields() == 1 && rows.field(0).isBlank())) {
                List<String> record = new ArrayList<>(rows.fields());
                for (int i = 0; i < rows.fields(); i++) {
                    record.add(rows.field(i));
                }
                records.add(record);
            }
        }
        broken |= rows instanceof SpaceRows spaces && !spaces.clean();
        if (!more && !broken && !whole && records.size() > 1) {
            records.removeLast();
        }
        return new TextSample(delimiter, records, broken);
    }

    /** The records after the first. */
    List<List<String>> rest() {
        return records.subList(Math.min(1, records.size()), records.size());
    }

    /** The number of fields that most of some records have; 0 for no records. */
    static int width(List<List<String>> records) {
        int width = 0;
        long votes = 0;
        for (int candidate : records.stream().mapToInt(List::size).distinct().toArray()) {
            long count = records.stream().filter(r -> r.size() == candidate).count();
            if (count > votes) {
                width = candidate;
                votes = count;
            }
        }
        return width;
    }
}
