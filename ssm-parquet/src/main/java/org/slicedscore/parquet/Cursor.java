package org.slicedscore.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import java.util.function.BooleanSupplier;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** A column of a file, read batch by batch from its first row to its last. */
final class Cursor implements AutoCloseable {
    private final Subject column;
    private final CellType type;
    private final ColumnReader reader;
    private final BooleanSupplier steps;
    private Cells cells;
    private Validity validity;
    private int count;
    private int at = -1;

    /**
     * A column before its first row.
     *
     * @param column the column in messages
     * @param type how its values become cells
     * @param reader its values
     * @param steps moves the reader to its next batch
     */
    Cursor(Subject column, CellType type, ColumnReader reader, BooleanSupplier steps) {
        this.column = column;
        this.type = type;
        this.reader = reader;
        this.steps = steps;
    }

    /**
     * Moves to the next row.
     *
     * @param row its number in the file, from 0, for messages
     * @throws org.slicedscore.api.error.SsmException of kind DATA if there is none, or it cannot be decoded
     */
    void next(long row) {
        if (++at < count) {
            return;
        }
        try {
            do {
                if (!steps.getAsBoolean()) {
                    throw Problem.data(column)
                            .says("damaged: its values end after %d rows, before those of the file", row)
                            .remedy("write it again")
                            .exception();
                }
                count = reader.getRecordCount();
            } while (count == 0);
            cells = type.cells().apply(reader);
            validity = reader.getLeafValidity();
        } catch (RuntimeException e) {
            throw ParquetErrors.reading(column, e);
        }
        at = 0;
    }

    boolean missing() {
        return validity.isNull(at);
    }

    double number() {
        return missing() ? Double.NaN : cells.number().applyAsDouble(at);
    }

    String text() {
        return missing() ? "" : cells.text().apply(at);
    }

    @Override
    public void close() {
        reader.close();
    }
}
