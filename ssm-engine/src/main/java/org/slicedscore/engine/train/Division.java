package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Copies;
import org.slicedscore.data.Labels;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;

/**
 * How a configuration divides a table.
 *
 * @param split which rows are which
 * @param test the share of the rows to report on, settled
 * @param notes what a user should be told, one line each
 */
record Division(Split split, double test, List<Message> notes) {
    /** A fifth of fewer rows is not worth a remark. */
    private static final int FEWEST = 10;

    /** The same table and configuration are always divided in the same way. */
    static Division of(Table table, TrainingConfig config) {
        RowUnits copies = RowUnits.copies(table);
        // where all rows are the same there is nothing to learn, which the preprocessing says better
        boolean apart = config.get(Settings.COPIES) == Copies.APART || copies.count() == 1;
        RowUnits single = apart ? RowUnits.single(table.rows()) : copies;
        Labels groups = table.aside().group();
        RowUnits units = groups == null ? single : single.joined(groups);
        double validation = config.get(Settings.VALIDATION);
        // a share that is left open must not leave nothing to train on
        double usual = validation < 0.5 ? units.usualTest() : 0;
        double test = config.get(Settings.TEST).orElse(usual);
        Split split = Split.of(table.name(), units, table.aside().order(), validation, test, config.get(Settings.SEED));
        List<Message> notes = new ArrayList<>();
        if (config.get(Settings.TEST).isEmpty() && test == 0) {
            Message few = Message.of(
                    "no rows are kept to report on, as there are too few %s (%d)", units.name(), units.count());
            notes.add(
                    units.count() < FEWEST || validation > 0.5
                            ? few
                            : Message.of("%s; %s keeps some", few, Subject.setting(Settings.TEST.name(), 0.2)));
        }
        notes.addAll(split.notes(units, validation, test));
        return new Division(split, test, notes);
    }
}
