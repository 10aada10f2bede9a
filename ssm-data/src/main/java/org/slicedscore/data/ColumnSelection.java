package org.slicedscore.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/**
 * The columns to use: items separated by commas, each a name, an index from 1 ({@code 3}), or a range ({@code 2-5},
 * {@code 7-} to the last). {@code -} or {@code !} before an item excludes it; if every item excludes, all other columns
 * are used. An item that equals a column's name always means that column. Double quotes allow a comma in a name.
 */
public final class ColumnSelection {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{0,9})");
    private static final Pattern INDEX = Pattern.compile("\\d+");

    private static final Subject COLUMNS = Subject.setting("columns");

    private final String source;
    private final String layout;
    private final List<String> names;

    /**
     * Creates selections from the columns of a source.
     *
     * @param source its name in messages
     * @param names its columns, in order
     */
    public ColumnSelection(String source, List<String> names) {
        this(source, "", names);
    }

    /** Creates selections from columns that depend on how the source was split into cells; messages say how. */
    ColumnSelection(String source, String layout, List<String> names) {
        this.source = source;
        this.layout = layout.isEmpty() ? "" : " (" + layout + ")";
        this.names = names;
    }

    /**
     * Resolves a selection.
     *
     * @param selection the items, or null for all columns
     * @param aside indices of the label and other columns that are never features
     * @return indices from 0: in the order of the selection, or of the source if every item excludes
     * @throws SsmException of kind USAGE for an unknown name, an index out of range, a column named twice, the label, or
     *     no column left
     */
    public int[] resolve(String selection, Set<Integer> aside) {
        Set<Integer> chosen = new LinkedHashSet<>();
        Set<Integer> excluded = new LinkedHashSet<>();
        boolean includes = false;
        for (String item : selection == null ? List.<String>of() : items(selection)) {
            boolean exclusion = (item.startsWith("-") || item.startsWith("!")) && !names.contains(item);
            if (exclusion) {
                excluded.addAll(columns(item.substring(1).strip()));
                continue;
            }
            includes = true;
            for (int column : columns(item)) {
                if (aside.contains(column)) {
                    throw given(selection)
                            .says("column %s of %s is kept beside the rows and no feature", describe(column), source)
                            .remedy(
                                    "leave it out, or choose another label with %s (none for no label)",
                                    Subject.setting("label"))
                            .exception();
                }
                if (!chosen.add(column)) {
                    throw given(selection)
                            .says("column %s of %s is named twice", describe(column), source)
                            .remedy("name it once")
                            .exception();
                }
            }
        }
        if (!includes) {
            for (int column = 0; column < names.size(); column++) {
                chosen.add(column);
            }
        }
        chosen.removeAll(excluded);
        chosen.removeAll(aside);
        if (chosen.isEmpty()) {
            throw (selection == null ? Problem.usage(COLUMNS) : given(selection))
                    .says("leaves none of the %d columns of %s", names.size(), source)
                    .remedy("select at least one")
                    .exception();
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Whether a selection names the columns to use, and not only those to leave out.
     *
     * @param selection the items, or null
     * @param names the columns
     */
    static boolean includes(String selection, List<String> names) {
        return selection != null
                && items(selection).stream()
                        .anyMatch(item -> names.contains(item) || !(item.startsWith("-") || item.startsWith("!")));
    }

    /**
     * Finds a column by name or index.
     *
     * @param item a name, or an index from 1
     * @param option the setting that names it
     * @return its index from 0
     * @throws SsmException of kind USAGE if there is none
     */
    public int column(String item, Subject option) {
        int named = named(item);
        if (named >= 0) {
            return named;
        }
        if (INDEX.matcher(item).matches()) {
            return index(item, option);
        }
        throw unknown(item, option);
    }

    private List<Integer> columns(String item) {
        Matcher range = RANGE.matcher(item);
        if (named(item) < 0 && range.matches()) {
            int from = index(range.group(1), COLUMNS);
            int to = range.group(2).isEmpty() ? names.size() - 1 : index(range.group(2), COLUMNS);
            if (to < from) {
                throw Problem.usage(COLUMNS)
                        .says("the range %s runs backwards", item)
                        .remedy("write %d-%d", to + 1, from + 1)
                        .exception();
            }
            List<Integer> columns = new ArrayList<>();
            for (int column = from; column <= to; column++) {
                columns.add(column);
            }
            return columns;
        }
        return List.of(column(item, COLUMNS));
    }

    private int named(String item) {
        int exact = names.indexOf(item);
        if (exact >= 0) {
            return exact;
        }
        int found = -1;
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).equalsIgnoreCase(item)) {
                if (found >= 0) {
                    return -1;
                }
                found = column;
            }
        }
        return found;
    }

    private int index(String digits, Subject option) {
        long index = digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (index < 1 || index > names.size()) {
            throw Problem.usage(option)
                    .says("there is no column %s in %s", digits, source)
                    .remedy("columns count from 1 to %d", names.size())
                    .exception();
        }
        return (int) index - 1;
    }

    private SsmException unknown(String item, Subject option) {
        return Problem.usage(option)
                .says("there is no column %s in %s%s", Quoting.quote(item), source, layout)
                .remedy("%s", Suggest.among(item, names))
                .exception();
    }

    private static Problem given(String selection) {
        return Problem.usage(Subject.setting("columns", Quoting.plain(selection, 200)));
    }

    private String describe(int column) {
        return (column + 1) + " " + Quoting.quote(names.get(column));
    }

    private static List<String> items(String selection) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < selection.length(); i++) {
            char c = selection.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        items.add(item.toString().strip());
        items.removeIf(String::isEmpty);
        if (quoted || items.isEmpty()) {
            throw Problem.usage(COLUMNS)
                    .found("%s", Quoting.quote(selection))
                    .expected("names, indices or ranges, separated by commas")
                    .remedy(quoted ? "close the double quote" : "name at least one")
                    .exception();
        }
        return items;
    }
}
