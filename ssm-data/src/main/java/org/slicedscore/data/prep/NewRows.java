package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;

/** What in new rows was not there in the rows that a preprocessing was fitted to, and so is in no density. */
final class NewRows {
    /** Constant columns may differ by the rounding of another program. */
    private static final double SAME = 1e-9;

    private static final int LISTED = 6;

    private final Table table;
    private final List<String> different = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Encoding encoding;

    private NewRows(Table table, Encoding encoding) {
        this.table = table;
        this.encoding = encoding;
    }

    /** One line for each sort of difference, in which columns are counted. */
    static List<Message> differences(Table table, Encoding encoding) {
        NewRows rows = new NewRows(table, encoding);
        for (int j = 0; j < encoding.inputs(); j++) {
            rows.look(j, encoding.parts().get(j));
        }
        List<Message> notes = new ArrayList<>();
        add(notes, "constant in training and different here, which the density does not see: %s", rows.different);
        add(
                notes,
                "not what follows from other columns as in training, which the density does not see: %s",
                rows.broken);
        add(notes, "words that training has not seen: %s", rows.unseen);
        add(notes, "missing, which never was in training, and taken as the median: %s", rows.missing);
        return notes;
    }

    private static void add(List<Message> notes, String text, List<String> columns) {
        if (!columns.isEmpty()) {
            String rest = columns.size() > LISTED ? " and " + (columns.size() - LISTED) + " more columns" : "";
            notes.add(Message.of(
                    text + "%s", String.join(", ", columns.subList(0, Math.min(LISTED, columns.size()))), rest));
        }
    }

    private void look(int input, Part part) {
        Column column = part.column();
        int count = 0;
        int first = -1;
        double[] cells = new double[table.dim()];
        Consequence follows = encoding.consequence(input);
        for (int row = 0; row < table.rows(); row++) {
            if (follows == null ? isNew(table.at(row, input), part) : isBroken(row, follows, cells)) {
                first = count++ == 0 ? row : first;
            }
        }
        if (count > 0) {
            List<String> list = switch (part) {
                case Part.Watched watched -> follows == null ? different : broken;
                case Part.Word word -> unseen;
                case Part.Plain plain -> missing;
                case Part.Calendar calendar -> missing;
            };
            list.add(Quoting.quote(column.name()) + " in " + count + (count == 1 ? " row, " : " rows, the first is ")
                    + table.place(first));
        }
    }

    private static boolean isNew(double cell, Part part) {
        return switch (part) {
            case Part.Watched watched -> differs(cell, watched);
            case Part.Word word -> cell >= word.column().unseen();
            case Part.Plain plain -> Double.isNaN(cell) && !plain.marked();
            case Part.Calendar calendar ->
                Double.isNaN(cell) && !calendar.days().marked();
        };
    }

    private boolean isBroken(int row, Consequence follows, double[] cells) {
        table.copy(row, cells, 0);
        return follows.isBroken(cells, 0);
    }

    private static boolean differs(double cell, Part.Watched watched) {
        double value = watched.value();
        if (Double.isNaN(cell) || Double.isNaN(value)) {
            return false;
        }
        double room = watched.column().kind() == Kind.CATEGORICAL ? 0 : SAME * Math.max(1e-300, Math.abs(value));
        return Math.abs(cell - value) > room;
    }
}
