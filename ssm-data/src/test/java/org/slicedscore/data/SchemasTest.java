package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.slicedscore.data.ReadOptions.DEFAULT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.io.Refusal;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;

/** What columns are is found out from their values, settled by options, and applied to other files. */
class SchemasTest {
    private static final int N = 60;
    private static final List<String> REGIONS = List.of("north", "south", "east");

    @TempDir
    Path folder;

    /** An identifier, words, dates, mixed codes, comments, an empty column and numbers with a missing cell. */
    private String export() {
        return "id,region,day,code,comment,nothing,size\n"
                + IntStream.range(0, N)
                        .mapToObj(i -> String.format(
                                Locale.ROOT,
                                "%d,%s,2024-%02d-%02d,%s,text number %d,,%s",
                                1000 + 7 * (i * 11 % N),
                                REGIONS.get(i % 3),
                                1 + i / 28,
                                1 + i % 28,
                                i % 4 == 0 ? "A" : Integer.toString(i % 4),
                                i,
                                i == 5 ? "" : Double.toString(Math.sin(i))))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private Table read(String text, ReadOptions options) throws IOException {
        return DataReader.read(Files.writeString(folder.resolve("a.csv"), text).toString(), options);
    }

    private Table read(String text, ReadOptions options, Table like) throws IOException {
        Path file = Files.writeString(folder.resolve("b.csv"), text);
        return new DataReader(System.in, Catalog.load())
                .read(DataSource.parse(file.toString()), options, like.schema());
    }

    private static Column column(Table table, String name) {
        return table.schema().columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void kindsAndRolesAreFoundOut() throws IOException {
        Table table = read(export(), DEFAULT);
        assertEquals(List.of("region", "day", "code", "size"), table.columns());
        assertEquals(Kind.CATEGORICAL, column(table, "region").kind());
        assertEquals(List.of("east", "north", "south"), column(table, "region").categories());
        assertEquals(Kind.TIME, column(table, "day").kind());
        assertEquals(List.of("1", "2", "3", "A"), column(table, "code").categories());
        assertEquals(Role.IDENTIFIER, column(table, "id").role());
        assertEquals(Role.IDENTIFIER, column(table, "comment").role());
        assertEquals(Role.LEFT_OUT, column(table, "nothing").role());
        assertEquals("has no value", column(table, "nothing").reason());
        assertEquals(1, table.at(0, 0));
        assertEquals(0, table.at(2, 0));
        assertEquals(19723, table.at(0, 1), "days since 1970");
        assertEquals("2024-01-02", column(table, "day").text(table.at(1, 1)));
        assertTrue(Double.isNaN(table.at(5, 3)));
        assertEquals("line 7", table.place(5));
    }

    @Test
    void optionsSettleThem() throws IOException {
        Table table = read(export(), DEFAULT.withColumns("id,size,code"));
        assertEquals(List.of("id", "size", "code"), table.columns());
        Refusal.data(
                () -> read(export(), DEFAULT.withColumns("comment,size")),
                "column 5 'comment'",
                "at most 50 different words");
        assertEquals(
                List.of("4", "7", "x"),
                column(read("a,b\n1,7\n2,x\n3,4\n", DEFAULT.withKinds(Map.of("b", Kind.CATEGORICAL))), "b")
                        .categories());
        Table codes = read("a,zip\n1,7\n2,8\n3,7\n4,8.0\n", DEFAULT.withKinds(Map.of("zip", Kind.CATEGORICAL)));
        assertEquals(List.of("7", "8"), column(codes, "zip").categories());
        assertArrayEquals(new double[] {1, 0, 2, 1, 3, 0, 4, 1}, codes.values());
        Refusal.data(
                () -> read("a,b\n1,7\n2,x\n", DEFAULT.withKinds(Map.of("b", Kind.NUMBER))),
                "line 3, column 2 'b'",
                "expected a number");
        Refusal.data(
                () -> read("a,b\n1,2024-01-01\n2,Monday\n", DEFAULT.withKinds(Map.of("b", Kind.TIME))),
                "line 3, column 2 'b'",
                "expected a date or time");
    }

    @Test
    void newRowsAreReadAsTheSchemaSays() throws IOException {
        Table table = read(export(), DEFAULT);
        Table other = read("size,extra,region,code,day\n0.5,9,south,A,2024-03-01T12:00\n,9,west,7,\n", DEFAULT, table);
        assertEquals(table.columns(), other.columns());
        assertArrayEquals(new double[] {2, 19783.5, 3, 0.5, 3, Double.NaN, 4, Double.NaN}, other.values());
        assertEquals(
                "ignored column 'extra', which the model was not trained on",
                other.notes().getLast().toString());
        Refusal.data(
                () -> read("size,regoin,code,day\n1,south,A,\n", DEFAULT, table),
                "lacks column 'region' that the model was trained on",
                "rename column 'regoin'");
        Refusal.data(
                () -> read("size,region,code,day\nbig,south,A,\n", DEFAULT, table), "line 2, column 1 'size'", "'big'");
    }

    @Test
    void columnsWithoutNamesAreFoundByPlace() throws IOException {
        Table table = read("1,2,5\n3,4,5\n5,1,5\n", DEFAULT.withLabel("3"));
        assertEquals(List.of("x1", "x2"), table.columns());
        assertArrayEquals(new double[] {7, 8}, read("7,8\n", DEFAULT, table).values());
        assertArrayEquals(new double[] {7, 8}, read("7,8,9\n", DEFAULT, table).values());
        assertArrayEquals(
                new double[] {8, 7},
                read("7,8\n", DEFAULT.withColumns("2,1"), table).values());
        Refusal.data(() -> read("7\n", DEFAULT, table), "1 columns, expected 2");
    }

    @Test
    void secondsAndMillisecondsAreTimes() throws IOException {
        Table table = read(
                "a,created_at,ts_ms,size\n1,86400e4,864000000500,864000000\n2,864086400,864086400000,864000001\n",
                DEFAULT);
        assertEquals(Kind.TIME, column(table, "created_at").kind());
        assertEquals(Kind.TIME, column(table, "ts_ms").kind());
        assertEquals(Kind.NUMBER, column(table, "size").kind());
        assertEquals(10_000, table.at(0, 1));
        assertEquals(10_000 + 0.5 / 86_400, table.at(0, 2), 1e-12);
        assertEquals(10_001, table.at(1, 2));
        Table other = read("a,created_at,ts_ms,size\n1,1997-05-19T12:00,,7\n", DEFAULT, table);
        assertEquals(10_000.5, other.at(0, 1));
        Refusal.data(
                () -> read("a,created_at,ts_ms,size\n1,12,,7\n", DEFAULT, table),
                "column 2 'created_at'",
                "'12'",
                "since 1970");
    }

    @Test
    void aKindForAColumnThatIsNotThereIsRefused() {
        Refusal.usage(
                () -> read("a,zip\n1,7\n2,8\n", DEFAULT.withKinds(Map.of("zpi", Kind.CATEGORICAL))),
                "setting 'kind'",
                "'zpi'",
                "did you mean 'zip'?");
    }

    /** Numbers that are written in a way that is not read are no words, however many there are. */
    @Test
    void numbersWithUnitsAreRefused() throws IOException {
        String rows =
                IntStream.range(0, N).mapToObj(i -> i + "," + (i % 5) + " %").collect(Collectors.joining("\n"));
        Refusal.data(() -> read("a,share\n" + rows + "\n", DEFAULT), "line 2, column 2 'share'", "'0 %'");
    }

    @Test
    void aDenseColumnIsNoIdentifierWhereValuesRepeat() throws IOException {
        String rows = IntStream.range(0, N)
                .mapToObj(i -> (i % 59) + "," + Math.cos(i))
                .collect(Collectors.joining("\n"));
        assertEquals(List.of("a", "b"), read("a,b\n" + rows + "\n", DEFAULT).columns());
    }

    @Test
    void groupsAndTimesLieBesideTheRows() throws IOException {
        Table table = read(
                "a,patient,when\n1,p,2024-01-02\n2,q,2024-01-01\n3,p,2024-01-03\n",
                DEFAULT.withDivision("patient", "when"));
        assertEquals(List.of("a"), table.columns());
        assertEquals("q", table.aside().group().text(1));
        assertEquals("2024-01-03", table.aside().order().text(2));
        assertEquals(Role.GROUP, column(table, "patient").role());
    }
}
