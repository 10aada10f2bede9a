package org.slicedscore.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.data.RowReader;

/** What becomes of a value of each type. */
class TypesTest {
    private record Cell(double number, String text, boolean missing) {}

    private static List<Map<String, Cell>> read(String file, String... left) {
        try (RowReader rows = new ParquetRows(List.of(TestFiles.part(file)))) {
            List<String> names = rows.columns();
            rows.select(IntStream.range(0, names.size())
                    .filter(j -> !List.of(left).contains(names.get(j)))
                    .toArray());
            List<Map<String, Cell>> found = new java.util.ArrayList<>();
            while (rows.next()) {
                Map<String, Cell> row = new LinkedHashMap<>();
                for (int j = 0; j < names.size(); j++) {
                    if (!List.of(left).contains(names.get(j))) {
                        row.put(names.get(j), new Cell(rows.number(j), rows.text(j), rows.missing(j)));
                    }
                }
                found.add(row);
            }
            return found;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bool, NaN, true",
        "i8, -1, -1",
        "u8, 255, 255",
        "u16, 65535, 65535",
        "u32, 4294967295, 4294967295",
        "i64, 9223372036854775807, 9223372036854775807",
        "u64, 18446744073709551615, 18446744073709551615",
        "f32, 0.10000000149011612, 0.1",
        "f64, 0.1, 0.1",
        "d4, -1.25, -1.25",
        "d18, 123456789012.345, 123456789012.345",
        "d38, -12345678901234567890.12345, -12345678901234567890.12345",
        "day, NaN, 1969-12-31",
        "clock, NaN, 10:30:00.500",
        "ts_s, NaN, 2024-02-29T23:59:59",
        "ts_ms, NaN, 2024-02-29T23:59:59.123",
        "ts_us, NaN, 1960-01-01T00:00:00.000001",
        "ts_ns, NaN, 2024-02-29T23:59:59.123456789",
        "tstz, NaN, 2024-02-29T21:59:59Z",
        "word, NaN, Grüße",
        "enum, NaN, small",
        "uuid, NaN, 123e4567-e89b-12d3-a456-426614174000",
        "json, NaN, '{\"a\":1}'",
        "digits, 12.5, ' 12.50'",
    })
    void valuesAreAsInText(String column, double number, String text) {
        Cell cell = read("types.parquet").getFirst().get(column);
        assertEquals(new Cell(number, text, false), cell);
    }

    @Test
    void nullsAreMissing() {
        Map<String, Cell> nulls = read("types.parquet").get(1);
        assertEquals(24, nulls.size());
        nulls.forEach((name, cell) -> assertEquals(new Cell(Double.NaN, "", true), cell, name));
    }

    @Test
    void olderTypesAreRead() {
        List<Map<String, Cell>> rows = read("int96.parquet", "note", "marks");
        assertEquals(
                List.of("2024-03-01T01:00", "2024-03-01T02:00", "2024-03-01T03:00", "2024-03-01T04:00"),
                rows.stream().map(row -> row.get("seen").text()).toList());
        assertEquals("even", rows.getFirst().get("kind").text());
        assertEquals("10:30:00.500", rows.getFirst().get("t").text());
        assertTrue(rows.get(2).get("n").missing());
        assertFalse(rows.get(3).get("n").missing());
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "' -1.5e3 ', -1500",
        ".5, 0.5",
        "5., 5",
        "'', NaN",
        "1_000, NaN",
        "0x10, NaN",
        "1f, NaN",
        "Infinity, Infinity",
        "-inf, -Infinity",
        "nan, NaN",
        "'1,5', NaN",
        "٣, NaN"
    })
    void wordsAreNumbersAsInText(String word, double number) {
        assertEquals(number, TextNumbers.parse(word));
        assertEquals(org.slicedscore.data.Numbers.parse(word), number);
    }

    @Test
    void halvesAreFloats() {
        assertEquals(-1.5f, ValueCells.half(new byte[] {0x00, (byte) 0xbe}));
        assertEquals(65504f, ValueCells.half(new byte[] {(byte) 0xff, 0x7b}));
    }
}
