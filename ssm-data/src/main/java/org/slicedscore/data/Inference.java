package org.slicedscore.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Timestamps;

/** What a column is, judged by its values. */
final class Inference {
    /** More different words are text. Beside few rows fewer are: each must have a chance to occur again. */
    private static final int MOST_CATEGORIES = 50;

    private static final int ROWS_A_CATEGORY = 2;

    /** With at least this share of numbers, words among them are mistakes; in few rows half of them are enough. */
    private static final double NUMBERS = 0.9;

    /** Fewer rows do not show whether values tell them apart. */
    private static final int FEWEST_ROWS = 20;

    private static final Pattern IDENTIFIER =
            Pattern.compile("(?i)(.*[_ .-])?(id|uuid|guid|key|index|idx|rownum|row_?number)|unnamed: 0|.*[a-z]Id");

    private static final Pattern TIME = Pattern.compile(
            "(?i)(.*[_ .-])?(time|timestamp|date|datetime|epoch|ts)([_ .-](s|ms|sec|utc))?|.*_(at|on)|.*(Time|Date|Timestamp|At)");

    private final ColumnCells cells;

    Inference(ColumnCells cells) {
        this.cells = cells;
    }

    /**
     * The column as it turned out.
     *
     * @param store the numbers and times of the kept rows; receives the categories of a categorical column
     * @param at the column's place in it
     * @param named whether the user named the column, so that it must be used
     */
    Column column(RowStore store, int at, boolean named) {
        Column known = cells.known();
        if (known != null
                && !(known.kind() == Kind.CATEGORICAL && known.categories().isEmpty())) {
            return known;
        }
        if (known == null) {
            if (cells.numbers() + cells.texts() == 0) {
                return leftOut(Kind.NUMBER, Role.LEFT_OUT, "has no value", named);
            }
            if (cells.texts() == 0) {
                return numeric(store, at, named);
            }
            if (cells.onlyTimes()) {
                return new Column(cells.name(), cells.index(), Role.FEATURE, Kind.TIME, List.of(), "");
            }
            long values = cells.numbers() + cells.texts();
            if (cells.onlyNumberLike() || cells.numbers() >= (values < FEWEST_ROWS ? 0.5 : NUMBERS) * values) {
                throw cells.firstText();
            }
        }
        return words(store, at, named, known != null);
    }

    private Column numeric(RowStore store, int at, boolean named) {
        if (cells.epochs() && TIME.matcher(cells.name().strip()).matches()) {
            for (int i = 0; i < cells.kept(); i++) {
                store.put(i, at, Timestamps.epoch(store.at(i, at)));
            }
            return new Column(cells.name(), cells.index(), Role.FEATURE, Kind.TIME, List.of(), "");
        }
        boolean identifier = !named && cells.whole() && cells.kept() >= FEWEST_ROWS && identifies(store, at);
        return identifier
                ? leftOut(Kind.NUMBER, Role.IDENTIFIER, "a different whole number in every row", false)
                : Column.number(cells.name(), cells.index());
    }

    /** Whether the whole numbers number the rows, or all differ and the name says that they are identifiers. */
    private boolean identifies(RowStore store, int at) {
        boolean dense = cells.range() < 2.0 * cells.kept();
        boolean called = IDENTIFIER.matcher(cells.name().strip()).matches();
        if (cells.numbers() < cells.kept() || !dense && !called) {
            return false;
        }
        if (cells.ascendingWhole()) {
            return true;
        }
        if (cells.range() + 1 < cells.kept()) {
            // more whole numbers than there are places: some are the same
            return false;
        }
        double[] values = new double[cells.kept()];
        for (int i = 0; i < values.length; i++) {
            values[i] = store.at(i, at);
        }
        Arrays.sort(values);
        for (int i = 1; i < values.length; i++) {
            if (values[i] == values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private Column words(RowStore store, int at, boolean named, boolean declared) {
        List<String> all = cells.words();
        TreeSet<String> different = new TreeSet<>(all);
        for (int i = 0; i < cells.kept() && different.size() <= 2 * MOST_CATEGORIES; i++) {
            double number = store.at(i, at);
            if (cells.code(i) < 0 && !Double.isNaN(number)) {
                different.add(ColumnCells.canonical(number));
            }
        }
        long values = cells.numbers() + cells.texts();
        if (!cells.manyWords() && different.size() == values && values > 2 && !named && !declared) {
            return leftOut(Kind.TEXT, Role.IDENTIFIER, "a different text in every row", false);
        }
        boolean rare = different.size() > 1 && ROWS_A_CATEGORY * different.size() > values;
        if (different.size() > MOST_CATEGORIES || rare && !declared) {
            String count = cells.manyWords() ? "more than " + all.size() : Integer.toString(different.size());
            return leftOut(Kind.TEXT, Role.LEFT_OUT, "text of " + count + " different values", named || declared);
        }
        List<String> categories = new ArrayList<>(different);
        for (int i = 0; i < cells.kept(); i++) {
            double number = store.at(i, at);
            int code = cells.code(i);
            if (code >= 0) {
                store.put(i, at, categories.indexOf(all.get(code)));
            } else if (!Double.isNaN(number)) {
                store.put(i, at, categories.indexOf(ColumnCells.canonical(number)));
            }
        }
        return new Column(cells.name(), cells.index(), Role.FEATURE, Kind.CATEGORICAL, categories, "");
    }

    private Column leftOut(Kind kind, Role role, String reason, boolean named) {
        if (named) {
            throw Problem.data(new Subject.Column(cells.source(), cells.index() + 1, Quoting.plain(cells.name(), 60)))
                    .found("%s", reason.startsWith("text") ? reason : "that it " + reason)
                    .expected("numbers, times, or at most %d different words, each twice on average", MOST_CATEGORIES)
                    .remedy("do not select it with %s", Subject.setting("columns"))
                    .exception();
        }
        return new Column(cells.name(), cells.index(), role, kind, List.of(), reason);
    }
}
