package org.slicedscore.data.format;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.data.io.Quoting;

/** Records of text with one character between the fields, by FastCSV. */
final class CsvRows implements RowSource {
    private final String name;
    private final CloseableIterator<CsvRecord> records;
    private CsvRecord current;
    private long line;

    CsvRows(String name, Reader reader, char delimiter) {
        this.name = name;
        this.records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)
                .iterator();
    }

    @Override
    public boolean next() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            current = records.next();
            line = current.getStartingLineNumber();
            return true;
        } catch (CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SsmException ours) {
                    throw ours;
                }
            }
            Throwable root = e.getCause() == null ? e : e.getCause();
            throw new SsmException(
                    Kind.DATA,
                    name + ": after line " + line + ": no valid CSV ("
                            + Quoting.plain(String.valueOf(root.getMessage()), 160)
                            + "); check the double quotes there, each must be closed",
                    e);
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int fields() {
        return current.getFieldCount();
    }

    @Override
    public String field(int index) {
        return current.getField(index);
    }
}
