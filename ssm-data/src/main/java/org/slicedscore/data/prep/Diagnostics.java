package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;

/**
 * Finds properties of data that make score matching degenerate.
 *
 * @param columns statistics of each column
 * @param findings the findings
 */
public record Diagnostics(List<ColumnStats> columns, List<Finding> findings) {
    /** Two columns with at least this correlation count as the same. */
    static final double CORRELATED = 0.999;

    /** At least this share of repeated rows requires noise. */
    static final double DUPLICATES = 0.001;

    /** The setting and value that spread equal values apart. */
    static final Subject.Setting NOISE = Subject.setting("noise", Preparation.DEFAULT_NOISE);

    private static final int LISTED = 6;

    /**
     * Examines rows of a table.
     *
     * @param table the table
     * @param rows indices of the rows to examine, at least one
     */
    public static Diagnostics of(Table table, int[] rows) {
        double[] values = table.gather(rows);
        int dim = table.dim();
        int bad = notFinite(values, dim);
        if (bad > 0) {
            return new Diagnostics(
                    List.of(),
                    List.of(new Finding(
                            Finding.Kind.NOT_FINITE,
                            List.of(),
                            (double) bad / rows.length,
                            bad + " rows hold NaN or infinity",
                            Message.of("remove them"))));
        }
        double[][] byColumn = columns(values, dim);
        List<ColumnStats> columns = IntStream.range(0, dim)
                .parallel()
                .mapToObj(j -> ColumnStats.of(table.columns().get(j), byColumn[j]))
                .toList();
        List<Finding> findings = new ArrayList<>();
        perColumn(columns, findings);
        duplicates(values, dim, findings);
        correlated(values, columns, findings);
        if (rows.length < 10L * dim) {
            findings.add(new Finding(
                    Finding.Kind.FEW_ROWS,
                    List.of(),
                    1,
                    String.format("%d rows for %d columns", rows.length, dim),
                    Message.of("bring more rows, or use fewer columns with %s", Subject.setting("columns"))));
        }
        return new Diagnostics(columns, List.copyOf(findings));
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

    private static int notFinite(double[] values, int dim) {
        int bad = 0;
        for (int row = 0; row < values.length / dim; row++) {
            boolean finite = true;
            for (int j = 0; j < dim; j++) {
                finite &= Double.isFinite(values[row * dim + j]);
            }
            bad += finite ? 0 : 1;
        }
        return bad;
    }

    private static void perColumn(List<ColumnStats> columns, List<Finding> findings) {
        group(
                findings,
                Finding.Kind.CONSTANT,
                columns,
                ColumnStats::constant,
                "one value only in %s",
                out -> Message.of("leave out with %s, or add noise (%s)", out, NOISE));
        group(
                findings,
                Finding.Kind.QUANTISED,
                columns,
                ColumnStats::quantised,
                "few different values in %s",
                out -> Message.of("dequantise (%s)", Subject.setting("dequantize", "auto")));
        group(
                findings,
                Finding.Kind.BINARY,
                columns,
                c -> c.distinct() == 2,
                "two values only in %s",
                out -> Message.of("such a column has no density; consider %s", out));
        group(
                findings,
                Finding.Kind.SPIKE,
                columns,
                ColumnStats::spiked,
                "one very frequent value in %s",
                out -> Message.of("add noise (%s)", NOISE));
        group(
                findings,
                Finding.Kind.IDENTIFIER,
                columns,
                ColumnStats::identifier,
                "whole numbers in the order of the rows in %s",
                out -> Message.of("if they are identifiers, leave out with %s", out));
    }

    private static void group(
            List<Finding> findings,
            Finding.Kind kind,
            List<ColumnStats> columns,
            Predicate<ColumnStats> concerned,
            String message,
            Function<Subject.Setting, Message> remedy) {
        List<ColumnStats> found = columns.stream().filter(concerned).toList();
        if (found.isEmpty()) {
            return;
        }
        List<String> names = found.stream().map(ColumnStats::name).toList();
        double share = found.stream()
                .mapToDouble(c -> kind == Finding.Kind.SPIKE ? c.topShare() : c.tiedShare())
                .max()
                .orElse(0);
        String what = String.format(message, list(names)) + (share > 0 ? percent(share) : "");
        findings.add(new Finding(kind, names, share, what, remedy.apply(without(names))));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, " (up to %.3g %% of the rows)", 100 * share);
    }

    /** The first few column names, for a message. */
    static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(LISTED).map(Quoting::quote).toList());
        String rest = names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "";
        return (names.size() == 1 ? "column " : "columns ") + shown + rest;
    }

    /** The selection that excludes columns. */
    static Subject.Setting without(List<String> names) {
        return Subject.setting("columns", exclusion(names));
    }

    /** Numeric names become ranges, so that many fit. */
    private static String exclusion(List<String> names) {
        if (names.size() > LISTED && names.stream().allMatch(name -> name.matches("x\\d{1,9}"))) {
            return Quoting.plain(ranges(names), 300);
        }
        String shown = String.join(
                ",", names.stream().limit(LISTED).map(Diagnostics::excluded).toList());
        return names.size() > LISTED ? shown + ",…" : shown;
    }

    private static String ranges(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); ) {
            int first = Integer.parseInt(names.get(i).substring(1));
            int last = first;
            for (i++; i < names.size() && names.get(i).equals("x" + (last + 1)); i++) {
                last++;
            }
            text.append(text.isEmpty() ? "-" : ",-").append(first);
            text.append(last > first ? "-" + last : "");
        }
        return text.toString();
    }

    private static String excluded(String name) {
        String plain = Quoting.plain(name, 60);
        return plain.contains(",") ? "-\"" + plain + "\"" : "-" + plain;
    }

    private static void duplicates(double[] values, int dim, List<Finding> findings) {
        int rows = values.length / dim;
        Map<Integer, int[]> byHash = new HashMap<>(2 * rows);
        int repeated = 0;
        for (int row = 0; row < rows; row++) {
            int hash = hash(values, row * dim, dim);
            int[] same = byHash.get(hash);
            if (same == null) {
                byHash.put(hash, new int[] {row});
            } else if (contains(values, dim, same, row)) {
                repeated++;
            } else {
                int[] longer = Arrays.copyOf(same, same.length + 1);
                longer[same.length] = row;
                byHash.put(hash, longer);
            }
        }
        if (repeated > 0) {
            double share = (double) repeated / rows;
            findings.add(new Finding(
                    Finding.Kind.DUPLICATE_ROWS,
                    List.of(),
                    share,
                    String.format(Locale.ROOT, "%d of %d rows repeat another (%.3g %%)", repeated, rows, 100 * share),
                    Message.of("remove them, or add noise (%s)", NOISE)));
        }
    }

    private static int hash(double[] values, int from, int dim) {
        int hash = 1;
        for (int j = 0; j < dim; j++) {
            hash = 31 * hash + Double.hashCode(values[from + j] + 0.0);
        }
        return hash;
    }

    private static boolean contains(double[] values, int dim, int[] rows, int row) {
        for (int other : rows) {
            boolean equal = true;
            for (int j = 0; j < dim && equal; j++) {
                equal = values[other * dim + j] == values[row * dim + j];
            }
            if (equal) {
                return true;
            }
        }
        return false;
    }

    private static void correlated(double[] values, List<ColumnStats> columns, List<Finding> findings) {
        int dim = columns.size();
        double[][] correlation = Correlation.ofSome(values, dim);
        List<String> names = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                double r = correlation[i][j];
                if (Math.abs(r) >= CORRELATED
                        && !columns.get(i).constant()
                        && !columns.get(j).constant()) {
                    names.add(columns.get(i).name());
                    pairs.add(Quoting.quote(columns.get(i).name()) + " and "
                            + Quoting.quote(columns.get(j).name()) + String.format(Locale.ROOT, " (r = %.6g)", r));
                    break;
                }
            }
        }
        if (!names.isEmpty()) {
            String shown = String.join(", ", pairs.subList(0, Math.min(LISTED, pairs.size())));
            String rest = pairs.size() > LISTED ? " and " + (pairs.size() - LISTED) + " more pairs" : "";
            findings.add(new Finding(
                    Finding.Kind.CORRELATED,
                    List.copyOf(names),
                    1,
                    "columns that are almost the same: " + shown + rest,
                    Message.of("keep one of each with %s", without(names))));
        }
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
