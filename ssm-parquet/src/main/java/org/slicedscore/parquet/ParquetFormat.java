package org.slicedscore.parquet;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Options;

/** Parquet: a file, or a folder of files with the same columns. */
public final class ParquetFormat implements DataFormat {
    static final String ENDING = ".parquet";

    /** For the service loader. */
    public ParquetFormat() {}

    @Override
    public String id() {
        return "parquet";
    }

    @Override
    public String title() {
        return "Parquet";
    }

    @Override
    public String description() {
        return "Columns of numbers, words, dates and times; also a folder of files as one table";
    }

    @Override
    public String source() {
        return "Apache Parquet format 2.12";
    }

    @Override
    public List<String> endings() {
        return List.of(ENDING);
    }

    @Override
    public Match matches(byte[] head) {
        return Envelope.begins(head) ? Match.YES : Match.NO;
    }

    @Override
    public boolean folders() {
        return true;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        return new ParquetRows(TableFile.of(input));
    }
}
