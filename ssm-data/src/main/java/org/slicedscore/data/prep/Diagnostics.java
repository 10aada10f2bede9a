package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.prep.Finding.Kind;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

/**
 * What the training rows show.
 *
 * @param inputs summaries of the inputs, in order
 * @param findings what a user should know
 */
public record Diagnostics(List<InputSummary> inputs, List<Finding> findings) {
    /** Two columns with at least this correlation count as the same. */
    static final double CORRELATED = 0.999;

    /** At least this share of repeated rows requires noise. */
    static final double DUPLICATES = 0.001;

    /** The setting and value that spread equal values apart. */
    static final Subject.Setting NOISE = Subject.setting("noise", Preparation.DEFAULT_NOISE);

    private static final int LISTED = 6;

    /** So many columns of values far out get a line each. */
    private static final int DETAILED = 3;

    private static final int MOST_CORRELATED = 2000;

    /**
     * Looks at rows of a table.
     *
     * @param table the table
     * @param rows indices of the training rows
     * @param inputs their summaries
     * @param schema the columns in their roles
     */
    static Diagnostics of(Table table, int[] rows, List<InputSummary> inputs, Schema schema) {
        List<Finding> findings = new ArrayList<>();
        leftOut(schema, findings);
        kinds(schema, inputs, findings);
        missing(inputs, findings);
        outside(table, inputs, findings);
        Set<String> features = new HashSet<>();
        schema.of(Role.FEATURE).forEach(column -> features.add(column.name()));
        List<InputSummary> numeric = inputs.stream()
                .filter(input -> input.stats() != null
                        && features.contains(input.column().name()))
                .toList();
        group(findings, Kind.QUANTISED, numeric, ColumnStats::quantised, "few different values in %s");
        group(findings, Kind.BINARY, numeric, c -> c.distinct() == 2, "two values only in %s");
        group(findings, Kind.SPIKE, numeric, ColumnStats::spiked, "one very frequent value in %s");
        identifiers(numeric, findings);
        duplicates(table, rows, findings);
        correlated(table, Summaries.sample(rows, table.dim()), numeric, findings);
        if (rows.length < 10L * features.size()) {
            findings.add(new Finding(
                    Kind.FEW_ROWS,
                    List.of(),
                    1,
                    Message.of("%d rows for %d columns", rows.length, features.size()),
                    Message.of("bring more rows, or use fewer columns with %s", Subject.setting("columns"))));
        }
        return new Diagnostics(inputs, List.copyOf(findings));
    }

    /** Gathers all columns in one pass over the rows; column by column, every value would be a cache miss. */
    static double[][] columns(double[] values, int dim) {
        int rows = values.length / dim;
        double[][] out = new double[dim][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dim; j++) {
                out[j][i] = values[i * dim + j];
            }
        }
        return out;
    }

    private static void leftOut(Schema schema, List<Finding> findings) {
        List<Column> out = schema.columns().stream()
                .filter(c -> c.role() == Role.IDENTIFIER || c.role() == Role.LEFT_OUT)
                .toList();
        if (!out.isEmpty()) {
            findings.add(
                    new Finding(Kind.LEFT_OUT, names(out), 1, Message.of("left out %s", reasons(out)), Message.NONE));
        }
        for (Role role : List.of(Role.CONSTANT, Role.DEPENDENT)) {
            List<Column> watched = schema.of(role);
            if (!watched.isEmpty()) {
                findings.add(new Finding(
                        role == Role.CONSTANT ? Kind.CONSTANT : Kind.DEPENDENT,
                        names(watched),
                        1,
                        Message.of("kept out of the density: %s", reasons(watched)),
                        Message.NONE));
            }
        }
    }

    private static String reasons(List<Column> columns) {
        String all = String.join(
                ", ",
                columns.stream()
                        .limit(LISTED)
                        .map(c -> Quoting.quote(c.name()) + " (" + c.reason() + ")")
                        .toList());
        return all + (columns.size() > LISTED ? " and " + (columns.size() - LISTED) + " more" : "");
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static void kinds(Schema schema, List<InputSummary> inputs, List<Finding> findings) {
        List<Column> words = new ArrayList<>();
        List<Column> times = new ArrayList<>();
        for (Column column : schema.of(Role.FEATURE)) {
            switch (column.kind()) {
                case CATEGORICAL -> words.add(column);
                case TIME -> times.add(column);
                case NUMBER, TEXT -> {}
            }
        }
        if (!words.isEmpty()) {
            List<String> shown = words.stream()
                    .limit(LISTED)
                    .map(c -> Quoting.quote(c.name()) + " (" + c.categories().size() + ")")
                    .toList();
            String rest = words.size() > LISTED ? " and " + (words.size() - LISTED) + " more" : "";
            findings.add(new Finding(
                    Kind.CATEGORIES,
                    names(words),
                    1,
                    Message.of("categories: %s%s", String.join(", ", shown), rest),
                    Message.NONE));
        }
        if (!times.isEmpty()) {
            findings.add(new Finding(
                    Kind.TIMES,
                    names(times),
                    1,
                    Message.of("times: %s", ColumnNames.list(names(times))),
                    Message.NONE));
        }
    }

    private static void missing(List<InputSummary> inputs, List<Finding> findings) {
        List<InputSummary> some = inputs.stream()
                .filter(input -> input.missing() > 0 && input.missing() < input.rows())
                .toList();
        if (some.isEmpty()) {
            return;
        }
        List<String> shown = some.stream()
                .limit(LISTED)
                .map(input -> Quoting.quote(input.column().name()) + " " + input.missing())
                .toList();
        String rest = some.size() > LISTED ? " and " + (some.size() - LISTED) + " more columns" : "";
        double share = some.stream()
                .mapToDouble(input -> (double) input.missing() / input.rows())
                .max()
                .orElse(0);
        findings.add(new Finding(
                Kind.MISSING,
                some.stream().map(input -> input.column().name()).toList(),
                share,
                Message.of("missing cells: %s%s", String.join(", ", shown), rest),
                Message.of("the model learns from them; %s leaves such rows out", Subject.setting("missing", "drop"))));
    }

    private static void outside(Table table, List<InputSummary> inputs, List<Finding> findings) {
        List<InputSummary> found =
                inputs.stream().filter(input -> input.outside() != null).toList();
        if (found.size() <= DETAILED) {
            found.forEach(input -> outside(table, input, findings));
            return;
        }
        List<String> shown = found.stream()
                .limit(LISTED)
                .map(input -> String.format(
                        Locale.ROOT,
                        "%s %d (up to %s)",
                        Quoting.quote(input.column().name()),
                        input.outside().count(),
                        input.column().text(input.outside().value())))
                .toList();
        String rest = found.size() > LISTED ? " and " + (found.size() - LISTED) + " more columns" : "";
        findings.add(new Finding(
                Kind.OUTSIDE,
                found.stream().map(input -> input.column().name()).toList(),
                found.stream()
                        .mapToDouble(input -> (double) input.outside().count() / input.rows())
                        .max()
                        .orElse(0),
                Message.of("values far from the rest of their column: %s%s", String.join(", ", shown), rest),
                drawnIn()));
    }

    private static Message drawnIn() {
        return Message.of(
                "the rest sets the scale, and they are compressed; %s leaves such rows out",
                Subject.setting("outliers", "drop"));
    }

    private static void outside(Table table, InputSummary input, List<Finding> findings) {
        InputSummary.Outside o = input.outside();
        Column column = input.column();
        findings.add(new Finding(
                Kind.OUTSIDE,
                List.of(column.name()),
                (double) o.count() / input.rows(),
                Message.of(
                        "%s: %d value%s far from the rest (%s; the first in %s), which lies in %s to %s",
                        Quoting.quote(column.name()),
                        o.count(),
                        o.count() == 1 ? "" : "s",
                        column.text(o.value()),
                        table.place(o.first()),
                        brief(o.low()),
                        brief(o.high())),
                drawnIn()));
    }

    /** Four digits, or a whole number as it is. */
    private static String brief(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
    }

    private static void group(
            List<Finding> findings,
            Kind kind,
            List<InputSummary> inputs,
            Predicate<ColumnStats> concerned,
            String message) {
        List<ColumnStats> found = inputs.stream()
                .map(InputSummary::stats)
                .filter(stats -> !stats.constant() && concerned.test(stats))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        List<String> names = found.stream().map(ColumnStats::name).toList();
        double share = found.stream()
                .mapToDouble(c -> kind == Kind.SPIKE ? c.topShare() : c.tiedShare())
                .max()
                .orElse(0);
        String percent = share > 0 ? String.format(Locale.ROOT, " (up to %.3g %% of the rows)", 100 * share) : "";
        findings.add(new Finding(
                kind,
                names,
                share,
                Message.of("%s%s", String.format(message, ColumnNames.list(names)), percent),
                Message.NONE));
    }

    private static void identifiers(List<InputSummary> inputs, List<Finding> findings) {
        List<String> names = inputs.stream()
                .map(InputSummary::stats)
                .filter(stats ->
                        stats.identifier() || stats.whole() && stats.distinct() == stats.rows() && stats.rows() >= 100)
                .map(ColumnStats::name)
                .toList();
        if (!names.isEmpty()) {
            findings.add(new Finding(
                    Kind.IDENTIFIER,
                    names,
                    1,
                    Message.of("whole numbers in order or all different in %s", ColumnNames.list(names)),
                    Message.of("if they are identifiers, leave out with %s", ColumnNames.without(names))));
        }
    }

    private static void duplicates(Table table, int[] rows, List<Finding> findings) {
        int repeated = rows.length - DistinctRows.count(table, rows);
        if (repeated > 0) {
            double share = (double) repeated / rows.length;
            findings.add(new Finding(
                    Kind.DUPLICATE_ROWS,
                    List.of(),
                    share,
                    Message.of("%d of %d rows repeat another (%.3g %%)", repeated, rows.length, 100 * share),
                    Message.NONE));
        }
    }

    private static void correlated(Table table, int[] rows, List<InputSummary> numeric, List<Finding> findings) {
        int dim = numeric.size();
        if (dim < 2 || dim > MOST_CORRELATED) {
            return;
        }
        List<Integer> used = numeric.stream()
                .map(input -> table.columns().indexOf(input.column().name()))
                .toList();
        double[][] correlation = Correlation.ofSome(complete(table, rows, used), dim);
        List<String> names = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                double r = correlation[i][j];
                if (Math.abs(r) >= CORRELATED) {
                    String own = table.columns().get(used.get(i));
                    names.add(own);
                    pairs.add(Quoting.quote(own) + " and "
                            + Quoting.quote(table.columns().get(used.get(j)))
                            + String.format(Locale.ROOT, " (r = %.6g)", r));
                    break;
                }
            }
        }
        if (!names.isEmpty()) {
            String shown = String.join(", ", pairs.subList(0, Math.min(LISTED, pairs.size())));
            String rest = pairs.size() > LISTED ? " and " + (pairs.size() - LISTED) + " more pairs" : "";
            findings.add(new Finding(
                    Kind.CORRELATED,
                    List.copyOf(names),
                    1,
                    Message.of("columns that are almost the same: %s%s", shown, rest),
                    Message.of("keep one of each with %s", ColumnNames.without(names))));
        }
    }

    /** Some columns of the rows that miss none of them, row-major. */
    static double[] complete(Table table, int[] rows, List<Integer> columns) {
        int dim = columns.size();
        double[] out = new double[Math.multiplyExact(rows.length, dim)];
        double[] row = new double[table.dim()];
        int at = 0;
        for (int i : rows) {
            table.copy(i, row, 0);
            boolean whole = true;
            for (int k = 0; k < dim; k++) {
                out[at + k] = row[columns.get(k)];
                whole &= !Double.isNaN(out[at + k]);
            }
            at += whole ? dim : 0;
        }
        return Arrays.copyOf(out, at);
    }

    /**
     * Whether there is a finding of a kind.
     *
     * @param kind the kind
     * @return true if there is one
     */
    public boolean has(Finding.Kind kind) {
        return findings.stream().anyMatch(f -> f.kind() == kind);
    }
}
