package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.error.Message;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.prep.ColumnStats;
import org.slicedscore.data.prep.Finding;
import org.slicedscore.data.prep.InputSummary;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;

/** A table and what training would make of it, as text and as JSON. */
final class DataReport {
    /** Columns that are shown; of more, only those that are not ordinary numbers. */
    private static final int SHOWN = 40;

    private final Table table;
    private final Preparation preparation;
    private final Preprocessing preprocessing;

    DataReport(Table table, Preparation preparation) {
        this.table = table;
        this.preparation = preparation;
        this.preprocessing = preparation.preprocessing();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Column> columns = preprocessing.schema().columns();
        lines.add(String.format(Locale.ROOT, "%s: %,d rows, %,d columns", table.name(), table.rows(), columns.size()));
        lines.add("");
        TextTable text = new TextTable().row("column", "role", "kind", "values", "missing");
        List<Column> shown = columns.size() <= SHOWN
                ? columns
                : columns.stream().filter(c -> !ordinary(c)).limit(SHOWN).toList();
        shown.forEach(c -> text.row(
                Quoting.plain(c.name(), 30), c.role().word(), form(c), values(c), Integer.toString(missing(c))));
        if (!shown.isEmpty()) {
            lines.addAll(text.lines());
        }
        if (shown.size() < columns.size()) {
            lines.add(String.format(
                    Locale.ROOT, "%,d other columns, most of them ordinary numbers", columns.size() - shown.size()));
        }
        lines.add("");
        preparation.notes().stream()
                .filter(note -> !table.notes().contains(note))
                .map(note -> note.text(FlagWording.FLAGS))
                .forEach(lines::add);
        lines.add(String.format(
                Locale.ROOT,
                "training sees %,d coordinate%s, preprocessed by %s",
                preprocessing.dim(),
                preprocessing.dim() == 1 ? "" : "s",
                preprocessing.scaling().id()));
        return lines;
    }

    private boolean ordinary(Column column) {
        return column.role() == Role.FEATURE && column.kind() == Kind.NUMBER && missing(column) == 0;
    }

    private InputSummary summary(Column column) {
        return preparation.diagnostics().inputs().stream()
                .filter(input -> input.column().name().equals(column.name()))
                .findFirst()
                .orElse(null);
    }

    private int missing(Column column) {
        InputSummary summary = summary(column);
        return summary == null ? 0 : summary.missing();
    }

    private String form(Column column) {
        InputSummary summary = summary(column);
        boolean numbers = column.kind() == Kind.NUMBER && summary != null && summary.stats() != null;
        return numbers ? summary.stats().form() : column.kind().word();
    }

    private String values(Column column) {
        InputSummary summary = summary(column);
        if (!column.reason().isEmpty() || summary == null) {
            return column.reason();
        }
        if (column.kind() == Kind.CATEGORICAL) {
            String words = String.join(", ", column.categories());
            return Quoting.plain(column.categories().size() + ": " + words, 60);
        }
        ColumnStats stats = summary.stats();
        return stats == null
                ? ""
                : String.format(Locale.ROOT, "%s to %s", number(column, stats.min()), number(column, stats.max()));
    }

    private static String number(Column column, double value) {
        boolean exact = column.kind() == Kind.TIME || value == Math.rint(value) && Math.abs(value) < 1e9;
        return exact ? column.text(value) : String.format(Locale.ROOT, "%.4g", value);
    }

    Map<String, Object> json() {
        List<Object> columns = new ArrayList<>();
        preprocessing.schema().columns().forEach(column -> columns.add(json(column)));
        List<Object> findings = new ArrayList<>();
        for (Finding finding : preparation.diagnostics().findings()) {
            findings.add(Json.object(
                    "kind", finding.kind().name().toLowerCase(Locale.ROOT),
                    "columns", finding.columns(),
                    "share", finding.share(),
                    "message", finding.message().text(FlagWording.FLAGS),
                    "remedy", finding.remedy().text(FlagWording.FLAGS)));
        }
        List<Object> coordinates = new ArrayList<>();
        double[] gap = preprocessing.gap();
        double[] noise = preprocessing.noise();
        for (int j = 0; j < gap.length; j++) {
            coordinates.add(Json.object(
                    "name", preprocessing.coordinates().get(j), "dequantize_gap", gap[j], "noise", noise[j]));
        }
        return Json.object(
                "source", table.name(),
                "rows", table.rows(),
                "columns", columns,
                "findings", findings,
                "notes", preparation.notes().stream().map(DataReport::text).toList(),
                "preprocess", preprocessing.scaling().id(),
                "density", preprocessing.hasDensity(),
                "coordinates", coordinates);
    }

    private static String text(Message note) {
        return note.text(FlagWording.FLAGS);
    }

    private Map<String, Object> json(Column column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("role", column.role().word());
        json.put("kind", column.kind().word());
        InputSummary summary = summary(column);
        if (!column.reason().isEmpty()) {
            json.put("reason", column.reason());
        }
        if (!column.categories().isEmpty()) {
            json.put("categories", column.categories());
        }
        if (summary != null) {
            json.put("missing", summary.missing());
            ColumnStats stats = summary.stats();
            if (stats != null) {
                json.put("form", form(column));
                json.put("min", stats.min());
                json.put("max", stats.max());
                json.put("mean", stats.mean());
                json.put("standard_deviation", stats.std());
                json.put("distinct", stats.distinct());
            }
            if (summary.outside() != null) {
                json.put(
                        "outside",
                        Json.object(
                                "count", summary.outside().count(),
                                "value", summary.outside().value(),
                                "first", table.place(summary.outside().first())));
            }
        }
        return json;
    }
}
