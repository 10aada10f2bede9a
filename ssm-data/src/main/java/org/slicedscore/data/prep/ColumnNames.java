package org.slicedscore.data.prep;

import java.util.List;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;

/** Lists of columns in messages and settings. */
final class ColumnNames {
    private static final int LISTED = 6;

    private ColumnNames() {}

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
                ",", names.stream().limit(LISTED).map(ColumnNames::excluded).toList());
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
}
