package org.slicedscore.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Schema;

/** Finds the columns of a known schema among those of a source. */
final class SchemaMatch {
    private static final int LISTED = 6;

    private final String source;
    private final List<String> names;
    private final Schema schema;
    /** For each input its index in the source, −1 for one that is watched and not there. */
    private final int[] columns;

    private final List<Message> notes = new ArrayList<>();

    /**
     * Matches columns.
     *
     * @param source the name of the data in messages
     * @param names its columns
     * @param schema the columns that are looked for
     * @param chosen indices of the columns that may be used, in the order of the inputs; null for all
     */
    SchemaMatch(String source, List<String> names, Schema schema, int[] chosen) {
        this.source = source;
        this.names = names;
        this.schema = schema;
        boolean unnamed =
                schema.inputs().stream().allMatch(column -> column.name().matches("x\\d+"))
                        || names.stream().allMatch(name -> name.matches("x\\d+"));
        columns = unnamed ? byPlace(chosen) : byName(chosen);
    }

    private int[] byName(int[] chosen) {
        List<Column> inputs = schema.inputs();
        Set<String> usable = new HashSet<>();
        for (int c : chosen == null ? IntStream.range(0, names.size()).toArray() : chosen) {
            usable.add(names.get(c));
        }
        List<String> lacking = new ArrayList<>();
        int[] found = new int[inputs.size()];
        for (int j = 0; j < found.length; j++) {
            Column column = inputs.get(j);
            found[j] = usable.contains(column.name()) ? names.indexOf(column.name()) : -1;
            if (found[j] < 0 && column.role().learned()) {
                lacking.add(column.name());
            }
        }
        if (!lacking.isEmpty()) {
            Problem problem = Problem.data(source).says("lacks %s that the model was trained on", list(lacking));
            throw Names.nearest(lacking.getFirst(), names)
                    .map(near -> problem.remedy("add it, or rename column %s", Quoting.quote(near)))
                    .orElseGet(() -> problem.remedy("add %s", lacking.size() == 1 ? "it" : "them"))
                    .exception();
        }
        Set<String> known = new HashSet<>();
        schema.columns().forEach(c -> known.add(c.name()));
        List<String> extra = names.stream()
                .filter(name -> usable.contains(name) && !known.contains(name))
                .toList();
        if (!extra.isEmpty()) {
            notes.add(Message.of("ignored %s, which the model was not trained on", list(extra)));
        }
        return found;
    }

    /** Without names, columns are those of the training data in the same order, or the inputs alone. */
    private int[] byPlace(int[] chosen) {
        List<Column> inputs = schema.inputs();
        int[] usable = chosen == null ? IntStream.range(0, names.size()).toArray() : chosen;
        if (usable.length == inputs.size()) {
            return usable;
        }
        List<Column> features =
                inputs.stream().filter(column -> column.role().learned()).toList();
        if (usable.length == features.size()) {
            int[] found = new int[inputs.size()];
            for (int j = 0, next = 0; j < found.length; j++) {
                found[j] = inputs.get(j).role().learned() ? usable[next++] : -1;
            }
            return found;
        }
        if (chosen == null
                && names.size() > inputs.stream().mapToInt(Column::index).max().orElse(0)) {
            return inputs.stream().mapToInt(Column::index).toArray();
        }
        throw Problem.data(source)
                .found("%d columns", usable.length)
                .expected(
                        "%d: %s",
                        features.size(),
                        list(features.stream().map(Column::name).toList()))
                .remedy(
                        "choose them with %s, and the label with %s",
                        Subject.setting("columns"), Subject.setting("label"))
                .exception();
    }

    private static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(LISTED).map(Quoting::quote).toList());
        String rest = names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "";
        return (names.size() == 1 ? "column " : "columns ") + shown + rest;
    }

    int[] columns() {
        return columns;
    }

    /** Readers of the inputs' cells. */
    List<ColumnCells> cells() {
        List<Column> inputs = schema.inputs();
        return IntStream.range(0, columns.length)
                .mapToObj(j -> new ColumnCells(
                        source,
                        columns[j] < 0 ? inputs.get(j).name() : names.get(columns[j]),
                        columns[j],
                        inputs.get(j)))
                .toList();
    }

    List<Message> notes() {
        return notes;
    }
}
