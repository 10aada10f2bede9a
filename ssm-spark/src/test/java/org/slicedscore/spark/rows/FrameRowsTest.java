package org.slicedscore.spark.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/** A data frame is the table that a file of text with the same rows is, whatever the types of its columns. */
class FrameRowsTest {
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    @Test
    void everyTypeIsWhatTextWouldBe() throws Exception {
        StructType type =
                StructType.fromDDL("d double, f float, l bigint, i int, s smallint, b tinyint, n decimal(10,3), "
                        + "w string, digits string, t boolean, day date, at timestamp, here timestamp_ntz");
        List<Row> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder(String.join(",", type.fieldNames()) + "\n");
        for (int i = 0; i < ROWS; i++) {
            double d = Math.sin(i);
            float f = i * 0.25f;
            int whole = (i * 37) % 100;
            BigDecimal n = new BigDecimal(i * 7 - 100).movePointLeft(3);
            String word = i % 3 == 0 ? "left" : "right";
            String digits = Integer.toString((i * i) % 23);
            String day = "2026-01-%02d".formatted(i % 28 + 1);
            Instant at = Instant.parse("2026-02-03T04:05:06Z").plusSeconds(3600L * ((i * 7) % 50));
            LocalDateTime here = LocalDateTime.parse("2025-02-03T04:05:06").plusHours((i * 11) % 70);
            boolean gap = i % 10 == 9;
            rows.add(RowFactory.create(
                    gap ? null : d,
                    f,
                    (long) whole,
                    whole,
                    (short) whole,
                    (byte) whole,
                    n,
                    gap ? null : word,
                    digits,
                    i % 2 == 0,
                    Date.valueOf(day),
                    i % 2 == 0 ? Timestamp.from(at) : at,
                    here));
            text.append(gap ? "" : Double.toString(d))
                    .append(",%s,%d,%d,%d,%d,%s,".formatted(f, whole, whole, whole, whole, n.toPlainString()))
                    .append(gap ? "" : word)
                    .append(",%s,%s,%s,%s,%s%n".formatted(digits, i % 2 == 0, day, at, here));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        Table expected = DataReader.read(file.toString(), ReadOptions.DEFAULT);
        Table found = DataReader.read("frame", FrameRows.of("frame", type, rows), ReadOptions.DEFAULT, null);
        assertEquals(expected.schema(), found.schema());
        assertArrayEquals(expected.values(), found.values());
        assertArrayEquals(expected.values(), SentTable.of(found).table().values(), "sent to executors");
        assertEquals(expected.schema(), SentTable.of(found).table().schema());
        assertArrayEquals(
                expected.values(3, 5),
                Frames.part(type, rows.subList(3, 5), expected.schema()).values(),
                "a part, as a known schema says");
    }

    @Test
    void whatHasNoCellsIsRefusedByName() {
        StructType type = StructType.fromDDL("a double, v array<double>");
        List<Row> rows = List.of(RowFactory.create(1.0, null));
        SsmException e = assertThrows(
                SsmException.class,
                () -> DataReader.read("frame", FrameRows.of("frame", type, rows), ReadOptions.DEFAULT, null));
        assertTrue(e.getMessage().contains("column 2 'v'"), e::getMessage);
        assertTrue(e.getMessage().contains("array<double>"), e::getMessage);
    }
}
