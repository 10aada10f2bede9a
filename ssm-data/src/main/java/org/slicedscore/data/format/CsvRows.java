package org.slicedscore.data.format;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/** Records of text with one character between the fields, by FastCSV. */
final class CsvRows implements RowSource {
    private final String name;
    private final CloseableIterator<CsvRecord> records;
    private CsvRecord current;
    private final char delimiter;
    private final long before;
    private long line;

    private CsvRows(String name, Reader reader, char delimiter, long before, boolean cut) {
        this.name = name;
        this.delimiter = delimiter;
        this.before = before;
        this.line = before;
        this.records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowUnclosedQuote(cut)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)
                .iterator();
    }

    /** The records of a text, whose first line has the number {@code before + 1}. */
    static CsvRows of(String name, Reader reader, char delimiter, long before) {
        return new CsvRows(name, reader, delimiter, before, false);
    }

    /** The records of the beginning of a text, which may end within quotes. */
    static CsvRows beginning(String name, Reader reader, char delimiter) {
        return new CsvRows(name, reader, delimiter, 0, true);
    }

    @Override
    public boolean next() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            current = records.next();
            line = before + current.getStartingLineNumber();
            return true;
        } catch (CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SsmException ours) {
                    throw ours;
                }
            }
            Throwable root = e.getCause() == null ? e : e.getCause();
            boolean atTheBeginning = line == 0;
            throw Problem.data(atTheBeginning ? new Subject.File(name) : Subject.line(name, line))
                    .says(
                            "%s no valid CSV (%s)",
                            atTheBeginning ? "begins with" : "is followed by",
                            Quoting.plain(String.valueOf(root.getMessage()), 160))
                    .remedy(
                            "check the double quotes there, each must be closed, or choose another delimiter than %s with %s",
                            Delimiters.name(delimiter), Subject.setting("delimiter"))
                    .exception(e);
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
