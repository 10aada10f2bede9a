package org.slicedscore.data.format;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.ReadOptions.Header;
import org.slicedscore.data.io.ForeignFormats;

/** Lines of fields: CSV, TSV, and fields with spaces between them. */
public final class DelimitedText implements DataFormat {
    static final Option<String> DELIMITER =
            Option.text("delimiter", "", "One character, or tab, space, comma, semicolon, pipe; empty to find out");
    static final Option<Header> HEADER =
            Option.choice("header", Header.AUTO, "Whether the first line holds the names: yes, no or auto");
    static final Option<TextEncoding> ENCODING = Option.choice(
            "encoding",
            TextEncoding.AUTO,
            "How characters are written; auto is UTF-8, or UTF-16 with a byte order mark");
    static final Option<DecimalSign> DECIMAL =
            Option.choice("decimal", DecimalSign.AUTO, "The decimal sign of numbers: point, comma or auto");
    static final Option<String> MISSING = Option.text(
            "missing-words", "", "More words for missing values, separated by commas, such as unknown,-999");

    /** For the service loader. */
    public DelimitedText() {}

    @Override
    public String id() {
        return "csv";
    }

    @Override
    public String title() {
        return "text such as CSV";
    }

    @Override
    public String description() {
        return "Delimited text: CSV, TSV, or fields with spaces between them";
    }

    @Override
    public String source() {
        return "RFC 4180";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DELIMITER, HEADER, ENCODING, DECIMAL, MISSING);
    }

    @Override
    public List<String> endings() {
        return List.of(".csv", ".tsv", ".txt", ".data");
    }

    @Override
    public Match matches(byte[] head) {
        if (TextEncoding.isMarkedUtf16(head)) {
            return Match.MAYBE;
        }
        for (byte b : head) {
            if (b == 0) {
                return Match.NO;
            }
        }
        return ForeignFormats.name(head) == null ? Match.MAYBE : Match.NO;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        String delimiter = options.get(DELIMITER);
        return new TextRows(
                input,
                delimiter.isEmpty() ? null : ReadOptions.delimiter(delimiter),
                options.get(HEADER),
                options.get(ENCODING),
                options.get(DECIMAL),
                new MissingWords(options.get(MISSING)));
    }
}
