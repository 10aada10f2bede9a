package org.slicedscore.data.format;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Numbers;
import org.slicedscore.data.ReadOptions.Header;

/** What the first records of a text are: names, units or data. */
final class TextLayout {
    /** Fewer data rows than this show nothing. */
    private static final int ENOUGH = 2;

    private static final int LONGEST_UNIT = 12;
    private static final double MOST = 0.9;
    private static final int FEW_STEPS = 3;
    private static final int MANY_STEPS = 6;
    private static final double EVEN = 1e-6;

    private final List<String> first;
    private final List<List<String>> rest;
    private final DecimalSign decimal;
    private final boolean header;
    private final int width;

    /**
     * Looks at the first records.
     *
     * @param first the first record
     * @param rest some that follow
     * @param decimal how numbers are written
     * @param rule whether the first record is a header
     */
    TextLayout(List<String> first, List<List<String>> rest, DecimalSign decimal, Header rule) {
        this.first = first;
        this.rest = rest;
        this.decimal = decimal;
        this.header = rule == Header.YES || rule == Header.AUTO && areNames(first);
        this.width = width();
    }

    /** Whether the first record holds the names. */
    boolean header() {
        return header;
    }

    /** The number of columns, without empty ones at the end that have no name. */
    int columns() {
        return width;
    }

    private int width() {
        int end = first.size();
        while (end > 1 && (header || !rest.isEmpty()) && isBlankAt(end - 1)) {
            end--;
        }
        return end;
    }

    private boolean isBlankAt(int column) {
        return first.get(column).isBlank() && rest.stream().allMatch(r -> isBlankAt(r, column));
    }

    private static boolean isBlankAt(List<String> record, int column) {
        return column >= record.size() || record.get(column).isBlank();
    }

    /** The number of fields that the other records have where the first one has another; 0 where it is like them. */
    int widthOfTheOthers() {
        int common = TextSample.width(rest);
        long votes = rest.stream().filter(r -> r.size() == common).count();
        boolean agreed = rest.size() >= ENOUGH && votes >= MOST * rest.size();
        int least = Math.min(width, common);
        int most = Math.max(first.size(), common);
        boolean same = width == common
                || IntStream.range(least, most)
                        .allMatch(j -> isBlankAt(first, j) && rest.stream().allMatch(r -> isBlankAt(r, j)));
        return agreed && !same ? common : 0;
    }

    private boolean isNumber(String field) {
        return !Double.isNaN(decimal.parse(field));
    }

    private boolean areNames(List<String> record) {
        return record.stream().noneMatch(this::isNumber)
                && record.stream().anyMatch(f -> !Numbers.missing(f))
                && record.stream().noneMatch(f -> DecimalSign.COMMA.isGrouped(f) || DecimalSign.POINT.isGrouped(f));
    }

    /** The column's name in some record that holds names; x and its number where it has none. */
    static String name(List<String> record, int column) {
        String field = record.get(column).strip();
        return field.isEmpty() ? "x" + (column + 1) : field;
    }

    /** Whether a comment directly before data without a header names the columns. */
    boolean isNamedBy(List<String> comment) {
        return width > 1
                && comment.size() == width
                && areNames(comment)
                && comment.stream().noneMatch(String::isBlank)
                && new HashSet<>(comment).size() == width;
    }

    /** Whether the record after the header holds units: words above columns of numbers. */
    boolean hasUnits() {
        if (!header || rest.size() < 1 + ENOUGH || rest.getFirst().size() < width) {
            return false;
        }
        List<String> units = rest.getFirst();
        List<List<String>> data = rest.subList(1, rest.size());
        if (units.stream().anyMatch(f -> isNumber(f) || f.strip().length() > LONGEST_UNIT)) {
            return false;
        }
        int[] numeric =
                IntStream.range(0, width).filter(j -> isNumeric(data, j)).toArray();
        long words = IntStream.of(numeric)
                .filter(j -> !Numbers.missing(units.get(j)))
                .count();
        boolean brackets =
                IntStream.of(numeric).anyMatch(j -> units.get(j).strip().matches("\\[.*]|\\(.*\\)"));
        return 2 * words >= numeric.length && words >= (brackets ? 1 : 2);
    }

    private boolean isNumeric(List<List<String>> records, int column) {
        List<String> given = records.stream()
                .filter(r -> column < r.size() && !Numbers.missing(r.get(column)))
                .map(r -> r.get(column))
                .toList();
        return !given.isEmpty() && given.stream().allMatch(this::isNumber);
    }

    /** What to say of a first record that is taken as data and may be a header; NONE if there is nothing. */
    Message doubt(long line) {
        boolean counts = isProgression(first) && rest.stream().noneMatch(this::isProgression);
        boolean names = !header && !rest.isEmpty() && (counts || isWholeUnlikeTheRest());
        return names
                ? Message.of(
                        "line %d was taken as data; set %s if it names the columns",
                        line, Subject.setting("header", "yes"))
                : Message.NONE;
    }

    /** Whether the record rises by equal steps, as numbers, years and wavelengths do, or just rises for long. */
    private boolean isProgression(List<String> record) {
        if (width < FEW_STEPS || record.size() < width) {
            return false;
        }
        double[] values =
                record.stream().limit(width).mapToDouble(decimal::parse).toArray();
        double step = (values[width - 1] - values[0]) / (width - 1);
        boolean even =
                IntStream.range(1, width).allMatch(j -> Math.abs(values[j] - values[j - 1] - step) <= EVEN * step);
        boolean rising = IntStream.range(1, width).allMatch(j -> values[j] > values[j - 1]);
        return rising && (even || width >= MANY_STEPS);
    }

    /** Whether the first record has whole numbers where most others have fractions, in every column. */
    private boolean isWholeUnlikeTheRest() {
        return rest.size() > ENOUGH
                && IntStream.range(0, width)
                        .allMatch(j -> !hasFraction(first.get(j))
                                && 2
                                                * rest.stream()
                                                        .filter(r -> j < r.size() && hasFraction(r.get(j)))
                                                        .count()
                                        > rest.size());
    }

    private boolean hasFraction(String field) {
        double value = decimal.parse(field);
        return value != Math.rint(value) && !Double.isNaN(value);
    }
}
