package org.slicedscore.data;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Timestamps;

/**
 * Reads the cells of a column one after the other, and finds out meanwhile what it holds. A cell is first read and then,
 * unless its row is left out, kept.
 */
final class ColumnCells {
    private static final int NONE = -1;

    private static final String A_TIME =
            "a date or time such as 2024-03-01T10:30, or seconds or milliseconds since 1970";

    /** Numbers as people write them and programs do not: with separators between thousands, other decimal signs, units. */
    private static final Pattern NUMBER_LIKE = Pattern.compile(
            "[-+(]?[$€£]?\\d{1,3}([., '\u2019\u00a0\u202f]\\d{3})+([.,]\\d*)?\\)?|[-+]?[$€£]?\\d+([.,]\\d+)?\\s?[%€$£]?");

    private final String source;
    private final String name;
    private final int index;
    /** What the column holds, if that is known before its values are. */
    private final Column known;

    private final Words words = new Words();
    private int[] codes;
    private int kept;
    private long texts;
    private boolean times = true;
    private boolean numberLike = true;
    private SsmException firstText;
    private ColumnNumbers numbers;

    /** The cell that was read and not yet kept. */
    private double value;

    private int code;

    ColumnCells(String source, String name, int index, Column known) {
        this.source = source;
        this.name = name;
        this.index = index;
        this.known = known;
    }

    String name() {
        return name;
    }

    /**
     * Reads the cell of the row at hand.
     *
     * @return its value: a number, a time, an index into known categories; NaN if it is missing or a word
     */
    double read(RowReader rows) {
        code = NONE;
        if (known != null && known.kind() == Kind.CATEGORICAL) {
            value = category(rows);
            return value;
        }
        double number = rows.number(index);
        if (Math.abs(number) <= Double.MAX_VALUE) {
            value = known != null && known.kind() == Kind.TIME ? time(rows, number) : number;
            return value;
        }
        if (Double.isInfinite(number)) {
            throw refusal(rows, Message.of("a finite number"), Message.of("remove the row"));
        }
        value = missing(rows) ? Double.NaN : text(rows);
        return value;
    }

    /** Whether the cell that was read is missing: neither a number nor a word. */
    boolean isMissing() {
        return Double.isNaN(value) && code == NONE;
    }

    private boolean missing(RowReader rows) {
        return Numbers.missing(rows.text(index)) || rows.missing(index);
    }

    private double category(RowReader rows) {
        if (missing(rows)) {
            return Double.NaN;
        }
        String word = word(rows);
        if (known.categories().isEmpty()) {
            code = words.code(word);
            return Double.NaN;
        }
        int found = known.categories().indexOf(word);
        return found >= 0 ? found : known.unseen();
    }

    /** The cell as a word: a number in its shortest form, so that 1 and 1.0 are the same. */
    private String word(RowReader rows) {
        double number = rows.number(index);
        return Double.isNaN(number) ? rows.text(index).strip() : canonical(number);
    }

    static String canonical(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private double text(RowReader rows) {
        if (known != null && known.kind() == Kind.NUMBER) {
            throw refusal(rows, Message.of("a number%s", rows.advice(index)), otherKind());
        }
        String field = rows.text(index).strip();
        double time = times ? Timestamps.parse(field) : Double.NaN;
        if (Double.isNaN(time)) {
            if (known != null) {
                throw refusal(rows, Message.of(A_TIME), otherKind());
            }
            times = false;
        }
        if (firstText == null) {
            firstText = refusal(rows, Message.of("a number%s", rows.advice(index)), otherKind());
        }
        numberLike = numberLike && NUMBER_LIKE.matcher(field).matches();
        code = words.code(field);
        return time;
    }

    private double time(RowReader rows, double number) {
        double days = Timestamps.epoch(number);
        if (Double.isNaN(days)) {
            throw refusal(rows, Message.of(A_TIME), otherKind());
        }
        return days;
    }

    private Message otherKind() {
        return Message.of(
                "make it categories with %s, or the label with %s",
                Subject.setting("kind", name + "=categorical"), Subject.setting("label", Quoting.plain(name, 60)));
    }

    private SsmException refusal(RowReader rows, Message expected, Message remedy) {
        String column = Quoting.plain(name, 60);
        return Problem.data(new Subject.Cell(rows.place(), rows.line(), new Subject.Column(source, index + 1, column)))
                .found("%s", Quoting.quote(rows.text(index)))
                .expected("%s", expected)
                .remedy("%s, or leave the column out with %s", remedy, Subject.setting("columns", "-" + column))
                .exception();
    }

    /** Keeps the cell that was read. Of numbers nothing is kept here: they are in the store. */
    void keep() {
        if (code != NONE || codes != null) {
            keepCode();
        }
        kept++;
    }

    private void keepCode() {
        int before = codes == null ? 0 : codes.length;
        if (kept >= before) {
            codes = codes == null ? new int[Math.max(16, kept + 1)] : Arrays.copyOf(codes, 2 * before);
            Arrays.fill(codes, before, codes.length, NONE);
        }
        codes[kept] = code;
        texts += code != NONE ? 1 : 0;
    }

    /**
     * What the values show.
     *
     * @param found what the numbers among them are like
     */
    Inference infer(ColumnNumbers found) {
        numbers = found;
        return new Inference(this);
    }

    int index() {
        return index;
    }

    Column known() {
        return known;
    }

    long numbers() {
        return numbers.count();
    }

    long texts() {
        return texts;
    }

    int kept() {
        return kept;
    }

    boolean onlyTimes() {
        return times && texts > 0 && numbers.count() == 0;
    }

    /** Whether all words are numbers written in a way that is not read. */
    boolean onlyNumberLike() {
        return numberLike && texts > 0;
    }

    /** Whole numbers, each larger than the one before. */
    boolean ascendingWhole() {
        return numbers.whole() && numbers.ascending();
    }

    boolean whole() {
        return numbers.whole();
    }

    /** Whether all numbers are times in one unit: seconds or milliseconds since 1970. */
    boolean epochs() {
        return !Double.isNaN(Timestamps.epoch(numbers.least()))
                && !Double.isNaN(Timestamps.epoch(numbers.greatest()))
                && numbers.greatest() < 100 * numbers.least();
    }

    double range() {
        return numbers.greatest() - numbers.least();
    }

    /** Refuses words, if there are any: in the only column of a table they show that it was not split into cells. */
    void refuseWords() {
        if (firstText != null) {
            throw firstText;
        }
    }

    /** The refusal of the first word, for columns that turn out to be numbers. */
    SsmException firstText() {
        return firstText;
    }

    boolean manyWords() {
        return words.full();
    }

    List<String> words() {
        return words.all();
    }

    /** The number of the word in a kept row, −1 if it holds none. */
    int code(int row) {
        return codes == null ? NONE : codes[row];
    }

    String source() {
        return source;
    }
}
