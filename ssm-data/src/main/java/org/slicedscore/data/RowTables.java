package org.slicedscore.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.ReadOptions.Missing;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

/** Makes tables from rows of any format: chooses columns, finds out what they hold, and leaves out rows where asked. */
final class RowTables {
    /** Rows between two reports of progress, a power of two. */
    private static final int PROGRESS = 1 << 14;

    private final DataSource source;
    private final String name;
    private final ReadOptions options;
    private final RowReader rows;
    private final List<String> names;
    private final Set<Integer> aside = new HashSet<>();
    private final AsideReader label;
    private final AsideReader group;
    private final AsideReader order;
    private final List<Message> notes = new ArrayList<>();
    private final IntRows origin = new IntRows();
    private final RowPlaces places = new RowPlaces();
    private final LongConsumer progress;
    private List<ColumnCells> cells;
    private int index;

    private RowTables(DataSource source, RowReader rows, ReadOptions options, LongConsumer progress) {
        this.progress = progress;
        this.source = source;
        this.name = source.name();
        this.options = options;
        this.rows = rows;
        this.names = rows.columns();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw Problem.data(name)
                    .says("the reader of its format names the columns %s", Quoting.plain(names.toString(), 200))
                    .expected("different names")
                    .remedy("repair the plug-in")
                    .exception();
        }
        String wanted = options.label() == null ? rows.label() : options.label();
        label = aside(wanted.equals("none") && !names.contains("none") ? "" : wanted, "label");
        group = aside(options.group(), "group");
        order = aside(options.order(), "time");
    }

    private AsideReader aside(String column, String setting) {
        if (column == null || column.isEmpty()) {
            return null;
        }
        int found = new ColumnSelection(name, rows.layout(), names).column(column, Subject.setting(setting));
        aside.add(found);
        return new AsideReader(names.get(found), found);
    }

    /** Reads all rows, at least one, as a schema says, or finds out what the columns hold if it is null. */
    static Table read(DataSource source, RowReader rows, ReadOptions options, Schema schema, LongConsumer progress) {
        RowTables tables = new RowTables(source, rows, options, progress);
        return schema == null ? tables.inferred() : tables.known(schema);
    }

    /** Rejects rows whose columns are not those of a schema, whatever their cells. */
    static void check(DataSource source, RowReader rows, ReadOptions options, Schema schema) {
        new RowTables(source, rows, options, read -> {}).match(schema);
    }

    private Table inferred() {
        ColumnSelection selection = new ColumnSelection(name, rows.layout(), names.subList(0, rows.features()));
        int[] conditions = options.conditions() == null
                ? new int[0]
                : new ColumnSelection(name, rows.layout(), names).resolve(options.conditions(), aside);
        int[] columns = IntStream.concat(
                        Arrays.stream(selection.resolve(options.columns(), aside)), Arrays.stream(conditions))
                .distinct()
                .toArray();
        boolean named = ColumnSelection.includes(options.columns(), names);
        ColumnSelection all = new ColumnSelection(name, rows.layout(), names);
        Map<Integer, Kind> kinds = new HashMap<>();
        options.kinds().forEach((column, kind) -> kinds.put(all.column(column, Subject.setting("kind")), kind));
        cells = IntStream.of(columns)
                .mapToObj(c -> new ColumnCells(name, names.get(c), c, declared(c, kinds.get(c))))
                .toList();
        return table(rows(columns), named, conditions);
    }

    private Table known(Schema schema) {
        SchemaMatch match = match(schema);
        cells = match.cells();
        notes.addAll(match.notes());
        return finish(schema, rows(match.columns()));
    }

    private SchemaMatch match(Schema schema) {
        int[] chosen = options.columns() == null
                ? null
                : new ColumnSelection(name, rows.layout(), names).resolve(options.columns(), aside);
        return new SchemaMatch(name, names.subList(0, rows.features()), schema, chosen);
    }

    /** What the user says of a column, or null. */
    private Column declared(int column, Kind kind) {
        return kind == null ? null : new Column(names.get(column), column, Role.FEATURE, kind, List.of(), "");
    }

    /** Reads all rows into a store. */
    private RowStore rows(int[] columns) {
        rows.select(IntStream.concat(
                        Arrays.stream(columns).filter(c -> c >= 0),
                        aside.stream().mapToInt(Integer::intValue))
                .distinct()
                .sorted()
                .toArray());
        MissingCounts missing = new MissingCounts(name, names, columns);
        RowStore store = new RowStore(columns.length);
        ColumnCells[] all = cells.toArray(ColumnCells[]::new);
        for (; rows.next(); index++) {
            if ((index & (PROGRESS - 1)) == 0) {
                progress.accept(index);
            }
            if (read(all, store, missing)) {
                store.keep();
                for (ColumnCells cell : all) {
                    cell.keep();
                }
                keepRow();
            }
        }
        if (index == 0) {
            throw Problem.data(name)
                    .found("a header and no rows")
                    .expected("rows of numbers")
                    .exception();
        }
        notes.addAll(0, rows.notes());
        missing.check(store.rows(), index).ifPresent(notes::add);
        return store;
    }

    private void keepRow() {
        origin.add(index);
        places.add(index, rows.line());
        for (AsideReader reader : new AsideReader[] {label, group, order}) {
            if (reader != null) {
                reader.keep(rows);
            }
        }
    }

    /** Reads the row at hand; false if it is to be left out. */
    private boolean read(ColumnCells[] all, RowStore store, MissingCounts missing) {
        boolean complete = true;
        for (int j = 0; j < all.length; j++) {
            ColumnCells cell = all[j];
            if (cell.index() < 0) {
                store.set(j, Double.NaN);
                continue;
            }
            store.set(j, cell.read(rows));
            if (options.missing() != Missing.LEARN && cell.isMissing()) {
                if (options.missing() == Missing.ERROR) {
                    throw refusal(cell);
                }
                missing.count(j);
                complete = false;
            }
        }
        return complete;
    }

    private RuntimeException refusal(ColumnCells cell) {
        String field = rows.text(cell.index());
        String column = Quoting.plain(cell.name(), 60);
        return Problem.data(
                        new Subject.Cell(rows.place(), rows.line(), new Subject.Column(name, cell.index() + 1, column)))
                .found(field.isBlank() ? "an empty cell" : Quoting.quote(field) + ", a missing value")
                .expected("a value")
                .remedy(
                        "learn with missing values (%s), leave such rows out (%s), or leave the column out with %s",
                        Subject.setting("missing", "learn"),
                        Subject.setting("missing", "drop"),
                        Subject.setting("columns", "-" + column))
                .exception();
    }

    /** Makes the table of what was read: the inputs in their order, then what is not used. */
    private Table table(RowStore store, boolean named, int[] conditions) {
        ColumnNumbers[] numbers = ColumnNumbers.of(store, cells);
        List<Inference> inferences = IntStream.range(0, cells.size())
                .mapToObj(j -> cells.get(j).infer(numbers[j]))
                .toList();
        ColumnCells first = cells.getFirst();
        if (cells.size() == 1 && first.known() == null && first.numbers() == 0 && !first.onlyTimes()) {
            first.refuseWords();
        }
        List<Column> found = new ArrayList<>();
        for (int j = 0; j < cells.size(); j++) {
            Column column = inferences.get(j).column(store, j, named);
            found.add(Arrays.stream(conditions).anyMatch(c -> c == column.index()) ? condition(column) : column);
        }
        int[] inputs = IntStream.range(0, found.size())
                .filter(j -> found.get(j).role().input())
                .toArray();
        if (Arrays.stream(inputs).allMatch(j -> found.get(j).role() == Role.CONDITION)) {
            throw Problem.data(name)
                    .found("no column to learn from: %s", reasons(found))
                    .expected("numbers, times, or words that occur again")
                    .remedy("name the columns to use with %s", Subject.setting("columns"))
                    .exception();
        }
        List<Column> columns = new ArrayList<>();
        for (int j : inputs) {
            columns.add(found.get(j));
        }
        List<Column> others = new ArrayList<>();
        found.stream().filter(c -> !c.role().input()).forEach(others::add);
        addAside(others);
        others.sort(Comparator.comparingInt(Column::index));
        columns.addAll(others);
        return finish(new Schema(columns), inputs.length == found.size() ? store : store.columns(inputs));
    }

    private Column condition(Column column) {
        if (column.role() != Role.FEATURE) {
            throw Problem.usage(Subject.setting("condition"))
                    .says("%s cannot be a condition: %s", Quoting.quote(column.name()), column.reason())
                    .expected("a column of numbers, times or categories")
                    .exception();
        }
        return column.as(Role.CONDITION, "densities are conditional on it");
    }

    private void addAside(List<Column> others) {
        Set<Integer> added = new HashSet<>();
        List.of(Role.LABEL, Role.GROUP, Role.ORDER).forEach(role -> {
            AsideReader reader = switch (role) {
                case LABEL -> label;
                case GROUP -> group;
                default -> order;
            };
            if (reader != null && added.add(reader.column())) {
                others.add(new Column(reader.name(), reader.column(), role, Kind.TEXT, List.of(), ""));
            }
        });
    }

    private static String reasons(List<Column> columns) {
        String all = String.join(
                ", ",
                columns.stream()
                        .limit(6)
                        .map(c -> Quoting.quote(c.name()) + " (" + c.reason() + ")")
                        .toList());
        return columns.size() > 6 ? all + " and " + (columns.size() - 6) + " more" : all;
    }

    private Table finish(Schema schema, RowStore store) {
        Table.Aside beside = new Table.Aside(labels(label), labels(group), labels(order));
        return new Table(
                source, schema, rows.image().orElse(null), store, null, origin.toArray(), places, beside, notes);
    }

    private static Labels labels(AsideReader reader) {
        return reader == null ? null : reader.labels();
    }
}
