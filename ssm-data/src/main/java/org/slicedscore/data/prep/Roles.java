package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;
import org.slicedscore.data.schema.Timestamps;

/** Decides which inputs have a density, and what becomes of each. */
final class Roles {
    private static final int LISTED = 4;

    private final Table table;
    private final int[] rows;
    private final List<InputSummary> inputs;
    private final Column[] columns;
    private final double[][] dependence;
    /** By how much a column that follows from others may differ from what follows; NaN for others. */
    private final double[] limit;

    /**
     * Decides.
     *
     * @param table the table
     * @param rows the training rows
     * @param inputs their summaries
     * @param all whether constant and dependent columns stay in the density, because noise was asked for
     */
    Roles(Table table, int[] rows, List<InputSummary> inputs, boolean all) {
        this.table = table;
        this.rows = rows;
        this.inputs = inputs;
        this.columns = table.inputs().toArray(Column[]::new);
        this.dependence = new double[columns.length][];
        this.limit = new double[columns.length];
        Arrays.fill(limit, Double.NaN);
        if (!all) {
            constant();
            dependent();
        }
        if (Arrays.stream(columns).noneMatch(column -> column.role() == Role.FEATURE)) {
            throw Problem.data(table.name())
                    .found("one and the same value in all training rows of every column")
                    .expected("columns that vary")
                    .remedy("bring other columns, or add noise (%s)", Diagnostics.NOISE)
                    .exception();
        }
    }

    private void constant() {
        for (int j = 0; j < columns.length; j++) {
            if (inputs.get(j).constant()) {
                String value = columns[j].text(inputs.get(j).value());
                columns[j] = columns[j].as(
                        Role.CONSTANT, value.isEmpty() ? "always missing" : "always " + Quoting.plain(value, 40));
            }
        }
    }

    private void dependent() {
        List<Integer> numeric = IntStream.range(0, columns.length)
                .filter(j -> columns[j].role() == Role.FEATURE && columns[j].kind() == Kind.NUMBER)
                .boxed()
                .toList();
        if (numeric.size() < 2) {
            return;
        }
        double[] values = Diagnostics.complete(table, Summaries.sample(rows, table.dim()), numeric);
        double[] step = IntStream.range(0, numeric.size())
                .mapToDouble(k -> {
                    ColumnStats stats = inputs.get(numeric.get(k)).stats();
                    double decimals = Dependences.decimalStep(values, numeric.size(), k);
                    return Math.max(decimals, stats.quantised() ? stats.nearGap() : 0);
                })
                .toArray();
        for (Dependences.Dependence found : Dependences.of(values, numeric.size(), step)) {
            int j = numeric.get(found.column());
            double[] own = new double[columns.length + 1];
            own[columns.length] = found.coefficients()[numeric.size()];
            found.others().forEach(k -> own[numeric.get(k)] = found.coefficients()[k]);
            dependence[j] = own;
            limit[j] = found.limit();
            columns[j] = columns[j].as(Role.DEPENDENT, formula(own));
        }
    }

    /** The function in words, or the columns it is of where it is long. */
    private String formula(double[] coefficients) {
        List<String> terms = new ArrayList<>();
        for (int k = 0; k < columns.length; k++) {
            if (coefficients[k] != 0) {
                String name = Quoting.plain(columns[k].name(), 30);
                double size = Math.abs(coefficients[k]);
                String sign = terms.isEmpty() ? coefficients[k] < 0 ? "-" : "" : coefficients[k] < 0 ? " - " : " + ";
                terms.add(
                        sign + (Math.abs(size - 1) < 5e-4 ? name : String.format(Locale.ROOT, "%.4g %s", size, name)));
            }
        }
        String shown = String.join("", terms.subList(0, Math.min(LISTED, terms.size())));
        return "follows from " + shown + (terms.size() > LISTED ? " and " + (terms.size() - LISTED) + " more" : "");
    }

    /** The schema with the roles that were decided. */
    Schema schema() {
        List<Column> all = new ArrayList<>(Arrays.asList(columns));
        table.schema().columns().stream().filter(c -> !c.role().input()).forEach(all::add);
        return new Schema(all);
    }

    Encoding encoding() {
        List<Part> parts = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            parts.add(part(j));
        }
        return new Encoding(parts, dependence);
    }

    private Part part(int j) {
        InputSummary input = inputs.get(j);
        Column column = columns[j];
        if (!column.role().learned()) {
            return new Part.Watched(column, column.role() == Role.CONSTANT ? input.value() : limit[j]);
        }
        boolean marked = input.missing() > 0;
        if (column.kind() == Kind.CATEGORICAL) {
            return new Part.Word(column, marked);
        }
        if (input.stats() == null) {
            return new Part.Plain(column, 0, 0, false);
        }
        Part.Plain plain = new Part.Plain(
                column,
                input.stats().bulk().centre(),
                marked ? input.stats().bulk().spread() : 0,
                marked);
        return column.kind() == Kind.TIME ? calendar(j, plain) : plain;
    }

    private Part calendar(int j, Part.Plain days) {
        boolean hour = false;
        boolean weekday = false;
        double first = Double.NaN;
        for (int row : rows) {
            double day = table.at(row, j);
            if (!Double.isNaN(day)) {
                hour |= day != Math.floor(day);
                first = Double.isNaN(first) ? Timestamps.weekday(day) : first;
                weekday |= Timestamps.weekday(day) != first;
            }
        }
        return hour || weekday ? new Part.Calendar(days, hour, weekday) : days;
    }
}
