package org.slicedscore.parquet;

import dev.hardwood.metadata.LogicalType.TimeUnit;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Dates and times of a batch, as in ISO 8601. */
final class TimeCells {
    /** The Julian day of 1970-01-01, as the type INT96 counts. */
    private static final long JULIAN = 2_440_588;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private TimeCells() {}

    static Cells dates(ColumnReader reader) {
        int[] days = reader.getInts();
        return Cells.words(i -> LocalDate.ofEpochDay(days[i]).toString());
    }

    /** Times since 1970, in UTC or in a local time without an offset; the zone is what follows the time. */
    static Cells timestamps(ColumnReader reader, TimeUnit unit, String zone) {
        long[] values = reader.getLongs();
        long perSecond = NANOS_PER_SECOND / nanos(unit);
        return Cells.words(i -> LocalDateTime.ofEpochSecond(
                        Math.floorDiv(values[i], perSecond),
                        (int) (Math.floorMod(values[i], perSecond) * nanos(unit)),
                        ZoneOffset.UTC)
                + zone);
    }

    /** Times of day. */
    static Cells clock(ColumnReader reader, TimeUnit unit) {
        if (reader.getColumnSchema().type() == PhysicalType.INT32) {
            int[] values = reader.getInts();
            return Cells.words(
                    i -> LocalTime.ofNanoOfDay(values[i] * nanos(unit)).toString());
        }
        long[] values = reader.getLongs();
        return Cells.words(i -> LocalTime.ofNanoOfDay(values[i] * nanos(unit)).toString());
    }

    /** Nanoseconds of a Julian day, the least significant byte first, as older programs write times. */
    static Cells int96(ColumnReader reader) {
        byte[][] values = reader.getBinaries();
        return Cells.words(i -> {
            ByteBuffer bytes = ByteBuffer.wrap(values[i]).order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong();
            LocalDate day = LocalDate.ofEpochDay(bytes.getInt() - JULIAN);
            return day.atStartOfDay().plusNanos(nanos).toString();
        });
    }

    private static long nanos(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }
}
