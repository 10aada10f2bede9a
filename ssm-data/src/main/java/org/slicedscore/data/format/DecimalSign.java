package org.slicedscore.data.format;

import java.util.List;
import java.util.regex.Pattern;
import org.slicedscore.data.Numbers;

/** What separates the whole part of a number from its fraction. */
enum DecimalSign {
    /** To be found out. */
    AUTO('.'),
    /** A point. */
    POINT('.'),
    /** A comma. */
    COMMA(',');

    /** Spaces and apostrophes go with either sign. */
    private static final Pattern GROUPED_BY_COMMAS =
            Pattern.compile("[+-]?[1-9]\\d{0,2}([, '\u2019\u00a0\u202f]\\d{3})+(\\.\\d*)?");

    private static final Pattern GROUPED_BY_POINTS =
            Pattern.compile("[+-]?[1-9]\\d{0,2}([. '\u2019\u00a0\u202f]\\d{3})+(,\\d*)?");

    private final char character;

    DecimalSign(char character) {
        this.character = character;
    }

    /** The value of a number that is written so; NaN for anything else. */
    double parse(String field) {
        return Numbers.parse(field, character);
    }

    /** Whether a field is a number of this sign with separators between its thousands. */
    boolean isGrouped(String field) {
        Pattern pattern = this == COMMA ? GROUPED_BY_POINTS : GROUPED_BY_COMMAS;
        return pattern.matcher(field.strip()).matches();
    }

    private DecimalSign other() {
        return this == COMMA ? POINT : COMMA;
    }

    /** Whether a field is a number only with the other sign. */
    boolean isOther(String field) {
        return Double.isNaN(parse(field)) && !Double.isNaN(other().parse(field));
    }

    /** Whether a field shows that this is its sign, and not one between thousands. */
    private boolean isShownBy(String field) {
        if (field.indexOf(character) < 0) {
            return false;
        }
        boolean number = !Double.isNaN(parse(field)) && !other().isGrouped(field);
        return number || isGrouped(field);
    }

    /**
     * The sign that the numbers of some records have: a comma if one of them shows that and none shows a point; AUTO if a
     * comma may be either, as in 1,234, and no field tells.
     */
    static DecimalSign find(List<List<String>> records, char delimiter) {
        boolean comma = false;
        boolean point = false;
        boolean either = false;
        for (List<String> record : records) {
            for (String field : record) {
                comma |= COMMA.isShownBy(field);
                point |= POINT.isShownBy(field);
                either |= field.indexOf(',') >= 0 && POINT.isGrouped(field);
            }
        }
        if (comma == point) {
            // between commas, quoted numbers such as "1,234" have them between thousands
            return either && !comma && delimiter != ',' ? AUTO : POINT;
        }
        return comma ? COMMA : POINT;
    }
}
