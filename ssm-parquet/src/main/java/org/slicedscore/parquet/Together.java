package org.slicedscore.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.FileSchema;
import java.util.function.BooleanSupplier;

/**
 * All columns of a file, read together, for files where some cannot be chosen: hardwood chooses by name. It takes a dot in a
 * name for a path and then finds no column; and it finds a part of another column where that has the same name.
 */
final class Together implements AutoCloseable {
    private final ColumnReaders readers;
    private long batches;

    Together(ParquetFileReader file, int batch) {
        readers =
                file.buildColumnReaders(ColumnProjection.all()).batchSize(batch).build();
    }

    /** Whether a column cannot be chosen by its name. */
    static boolean needed(String name, FileSchema schema) {
        return name.indexOf('.') >= 0
                || schema.getColumns().stream()
                                .filter(c -> c.name().equals(name))
                                .count()
                        > 1;
    }

    ColumnReader column(int leaf) {
        return readers.getColumnReader(leaf);
    }

    /** Moves one of the columns to its next batch: the first of them that asks moves them all. */
    BooleanSupplier steps() {
        long[] taken = {0};
        return () -> {
            if (taken[0] == batches) {
                if (!readers.nextBatch()) {
                    return false;
                }
                batches++;
            }
            taken[0]++;
            return true;
        };
    }

    @Override
    public void close() {
        readers.close();
    }
}
