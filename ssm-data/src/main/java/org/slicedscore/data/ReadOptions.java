package org.slicedscore.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Kind;

/**
 * How to read rows. Null means the default.
 *
 * @param columns the columns to use, in the syntax of {@link ColumnSelection}; null for all but the label
 * @param label the label column by name or index from 1, or the label array of an NPZ; {@code none} for no label; null for
 *     the source's own default (a built-in set's label, the array {@code y} of an NPZ)
 * @param delimiter the field separator of text, a space standing for any white space; null to detect it
 * @param header whether the first line of text holds the names
 * @param missing how to treat missing values
 * @param kinds what columns hold, by name, where that is not found out from the values
 * @param conditions the columns that the density is conditional on, in the syntax of {@link ColumnSelection}; null for none
 * @param group the column whose equal values belong together when rows are divided; null for none
 * @param order the column by which rows are divided in time; null for none
 * @param array the array of an NPZ; null for {@code X} or the only matrix
 * @param format options of the file's format by name, such as those of a plug-in; {@code format} names the format itself
 */
public record ReadOptions(
        String columns,
        String label,
        Character delimiter,
        Header header,
        Missing missing,
        Map<String, Kind> kinds,
        String conditions,
        String group,
        String order,
        String array,
        Map<String, String> format) {
    /** All defaults. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(null, null, null, Header.AUTO, Missing.LEARN, Map.of(), null, null, null, null, Map.of());

    /** Copies the maps. */
    public ReadOptions {
        kinds = Map.copyOf(kinds);
        format = Map.copyOf(format);
    }

    /** Whether the first line holds the names. */
    public enum Header {
        /** It holds names. */
        YES,
        /** It holds data. */
        NO,
        /** It holds names if none of its fields is a number. */
        AUTO
    }

    /** How to treat empty cells and other {@linkplain Numbers#missing missing values}. */
    public enum Missing {
        /** Keep the row and the fact. */
        LEARN,
        /** Reject the data. */
        ERROR,
        /** Leave the row out. */
        DROP
    }

    /** These options with other columns, in the syntax of {@link ColumnSelection}. */
    public ReadOptions withColumns(String selection) {
        return new ReadOptions(
                selection, label, delimiter, header, missing, kinds, conditions, group, order, array, format);
    }

    /** These options with another label: a column or array, or {@code none}. */
    public ReadOptions withLabel(String name) {
        return new ReadOptions(
                columns, name, delimiter, header, missing, kinds, conditions, group, order, array, format);
    }

    /** These options with another delimiter of fields. */
    public ReadOptions withDelimiter(Character character) {
        return new ReadOptions(
                columns, label, character, header, missing, kinds, conditions, group, order, array, format);
    }

    /** These options with another rule for the first line. */
    public ReadOptions withHeader(Header rule) {
        return new ReadOptions(
                columns, label, delimiter, rule, missing, kinds, conditions, group, order, array, format);
    }

    /** These options with another rule for missing values. */
    public ReadOptions withMissing(Missing rule) {
        return new ReadOptions(columns, label, delimiter, header, rule, kinds, conditions, group, order, array, format);
    }

    /** These options with other kinds of columns, by name. */
    public ReadOptions withKinds(Map<String, Kind> values) {
        return new ReadOptions(
                columns, label, delimiter, header, missing, values, conditions, group, order, array, format);
    }

    /** These options with other conditions, in the syntax of {@link ColumnSelection}; null for none. */
    public ReadOptions withConditions(String selection) {
        return new ReadOptions(
                columns, label, delimiter, header, missing, kinds, selection, group, order, array, format);
    }

    /** These options with columns that divide the rows: by groups, and in time; null for none. */
    public ReadOptions withDivision(String groups, String times) {
        return new ReadOptions(
                columns, label, delimiter, header, missing, kinds, conditions, groups, times, array, format);
    }

    /** These options with another array of an NPZ. */
    public ReadOptions withArray(String name) {
        return new ReadOptions(
                columns, label, delimiter, header, missing, kinds, conditions, group, order, name, format);
    }

    /**
     * Parses a delimiter as users write it.
     *
     * @param text one character, or {@code tab}, {@code space}, {@code comma}, {@code semicolon}, {@code pipe}
     * @throws SsmException of kind USAGE for anything else
     */
    public static Character delimiter(String text) {
        return switch (text) {
            case "tab", "\\t" -> '\t';
            case "space", "whitespace" -> ' ';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            default -> {
                if (text.length() != 1 || text.equals("\"") || text.equals("\n") || text.equals("\r")) {
                    throw Problem.usage(Subject.setting("delimiter"))
                            .found("%s", Quoting.quote(text))
                            .expected("one character (no quote or line end), or tab, space, comma, semicolon, pipe")
                            .exception();
                }
                yield text.charAt(0);
            }
        };
    }

    /** These options with others for the file's format, by name. */
    public ReadOptions withFormat(Map<String, String> values) {
        return new ReadOptions(
                columns, label, delimiter, header, missing, kinds, conditions, group, order, array, values);
    }

    /** Whether anything is said about the file's format. */
    public boolean formatted() {
        return delimiter != null || header != Header.AUTO || array != null || !format.isEmpty();
    }

    /** These options with what others say about the file's format. */
    public ReadOptions formattedAs(ReadOptions other) {
        return new ReadOptions(
                columns,
                label,
                other.delimiter,
                other.header,
                missing,
                kinds,
                conditions,
                group,
                order,
                other.array,
                other.format);
    }

    /** The given options of built-in formats, by name. */
    Map<String, String> builtIn() {
        Map<String, String> given = new LinkedHashMap<>();
        if (delimiter != null) {
            given.put("delimiter", delimiter.toString());
        }
        if (header != Header.AUTO) {
            given.put("header", header.name().toLowerCase(Locale.ROOT));
        }
        if (array != null) {
            given.put("array", array);
        }
        return given;
    }

    /** Rejects one of them for a source that does not use it. */
    void refuse(String name, String source, String format) {
        String goesWith = name.equals("array") ? "NPZ archives" : "text files";
        throw Problem.usage(Subject.setting(name))
                .says("applies to %s, but %s is %s", goesWith, source, format)
                .remedy("leave it out")
                .exception();
    }

    /** Rejects all of them and all format options. */
    void refuseAll(String source, String what) {
        builtIn().keySet().forEach(name -> refuse(name, source, what));
        format.keySet().forEach(name -> {
            throw Problem.usage(Subject.setting("data." + name))
                    .says("applies to files, but %s is %s", source, what)
                    .remedy("leave it out")
                    .exception();
        });
    }
}
