package org.slicedscore.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slicedscore.api.error.Problem;

/** Times as numbers that grow with them: numbers as they are, ISO 8601 dates and times as seconds. */
final class Times {
    private static final List<ToDoubleFunction<String>> FORMS = List.of(
            text -> LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC),
            text -> seconds(LocalDateTime.parse(text).atOffset(ZoneOffset.UTC)),
            text -> seconds(OffsetDateTime.parse(text)));

    private Times() {}

    /** One number a row, none of them NaN; an error names the first row whose time cannot be read. */
    static double[] of(String source, Labels labels) {
        double[] times = new double[labels.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = labels.numeric() ? labels.number(i) : parse(labels.text(i));
            if (Double.isNaN(times[i])) {
                throw Problem.data(source)
                        .says("row %d has '%s' in the column of times '%s'", i, labels.text(i), labels.name())
                        .expected("a number or an ISO 8601 date or time, such as 2026-03-01 or 2026-03-01T12:30:00")
                        .remedy("name another column, or leave such rows out")
                        .exception();
            }
        }
        return times;
    }

    private static double parse(String text) {
        double number = Numbers.parse(text);
        if (!Double.isNaN(number)) {
            return number;
        }
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +(?=\\d)", "$1T");
        for (ToDoubleFunction<String> form : FORMS) {
            try {
                return form.applyAsDouble(iso);
            } catch (DateTimeException e) {
                // not of this form; the caller is told if it is of none
                continue;
            }
        }
        return Double.NaN;
    }

    private static double seconds(OffsetDateTime time) {
        return time.toEpochSecond() + time.getNano() * 1e-9;
    }
}
