package org.slicedscore.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/** Random tables, written in random ways, are read back equal, with no option but the encoding's. */
class TextRoundTripTest {
    private static final int TABLES = 100;
    private static final Catalog CATALOG = Catalog.load();

    /** How one table is written. */
    private record Style(
            char delimiter, boolean comma, boolean header, String end, Charset charset, boolean mark, Random random) {
        static Style of(char delimiter, Random random) {
            List<Charset> charsets = List.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.ISO_8859_1);
            Charset charset = charsets.get(random.nextInt(charsets.size()));
            boolean utf16 = charset.name().startsWith("UTF-16");
            return new Style(
                    delimiter,
                    random.nextBoolean(),
                    random.nextInt(4) > 0,
                    random.nextBoolean() ? "\n" : "\r\n",
                    charset,
                    utf16 || charset == StandardCharsets.UTF_8 && random.nextBoolean(),
                    random);
        }

        String field(String text) {
            boolean quotes = text.indexOf(delimiter) >= 0
                    || text.indexOf('\n') >= 0
                    || text.startsWith("\"")
                    || text.startsWith("#")
                    || random.nextInt(5) == 0;
            return quotes ? '"' + (delimiter == ' ' ? text : text.replace("\"", "\"\"")) + '"' : text;
        }

        String number(double value) {
            String text = switch (random.nextInt(3)) {
                case 0 -> Double.toString(value);
                case 1 -> String.format(Locale.ROOT, "%.17e", value);
                default -> Double.toString(value).toLowerCase(Locale.ROOT);
            };
            return field(comma ? text.replace('.', ',') : text);
        }

        String name(int column) {
            String[] parts = delimiter == ' '
                    ? new String[] {"a", "größe", "x y", "1,5"}
                    : new String[] {"a", "größe", "x y", "5\" pipe", "\"q\"", "1,5;2|3\t", "two\nlines", "#"};
            return parts[random.nextInt(parts.length)] + "_" + column;
        }

        byte[] bytes(List<String> names, double[] values) {
            StringBuilder text = new StringBuilder(mark ? "\ufeff" : "");
            if (header && random.nextInt(4) == 0) {
                text.append("# it's 5\" wide, so; they\tsay").append(end);
            }
            boolean trailing = delimiter != ' ' && random.nextInt(4) == 0;
            String close = (trailing ? String.valueOf(delimiter) : "") + end;
            String between = delimiter == ' ' && random.nextBoolean() ? "   " : String.valueOf(delimiter);
            if (header) {
                text.append(String.join(between, names.stream().map(this::field).toList()))
                        .append(close);
            }
            for (int row = 0; row < values.length / names.size(); row++) {
                List<String> fields = new ArrayList<>();
                for (int j = 0; j < names.size(); j++) {
                    fields.add(number(values[row * names.size() + j]));
                }
                text.append(String.join(between, fields)).append(close);
                text.append(random.nextInt(10) == 0 ? end : "");
            }
            return text.toString().getBytes(charset);
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|', ' '})
    void tablesComeBack(char delimiter) {
        for (int seed = 0; seed < TABLES; seed++) {
            Random random = new Random(31L * seed + delimiter);
            Style style = Style.of(delimiter, random);
            int width = 2 + random.nextInt(5);
            List<String> names = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                names.add(style.header() ? style.name(j) : "x" + (j + 1));
            }
            double[] values = random.doubles((3L + random.nextInt(200)) * width)
                    .map(u -> (u - 0.5) * Math.pow(10, random.nextInt(12) - 6))
                    .toArray();
            byte[] bytes = style.bytes(names, values);
            Table table = read(bytes, style.charset() == StandardCharsets.ISO_8859_1);
            String what = "seed " + seed + ", " + style;
            assertEquals(names, table.columns(), what);
            assertArrayEquals(values, table.values(), what);
        }
    }

    private static Table read(byte[] bytes, boolean latin1) {
        Map<String, String> format = latin1 ? Map.of("encoding", "latin-1") : Map.of();
        return new DataReader(new ByteArrayInputStream(bytes), CATALOG)
                .read(DataSource.parse("-"), ReadOptions.DEFAULT.withFormat(format));
    }
}
