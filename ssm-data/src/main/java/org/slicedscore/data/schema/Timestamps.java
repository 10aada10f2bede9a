package org.slicedscore.data.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/**
 * Dates and times of ISO 8601: {@code 2024-03-01}, {@code 2024-03-01T10:30}, with seconds, fractions, an offset, and a space
 * for the T. Times without an offset count as UTC, so that a difference of two is as the file shows it.
 */
public final class Timestamps {
    private static final double NANOS_PER_DAY = 86_400e9;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double FIRST_SECOND = 3e8;
    private static final double LAST_SECOND = 4.3e9;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private Timestamps() {}

    /**
     * Parses a date or a time.
     *
     * @param text with or without spaces around it
     * @return days since 1970-01-01T00:00Z; NaN for anything else
     */
    public static double parse(String text) {
        String word = text.strip();
        if (word.length() < 10 || word.length() > 40 || word.charAt(4) != '-' || word.charAt(7) != '-') {
            return Double.NaN;
        }
        try {
            TemporalAccessor found = FORMAT.parse(
                    word.charAt(Math.min(10, word.length() - 1)) == ' '
                            ? word.substring(0, 10) + 'T' + word.substring(11)
                            : word);
            LocalDate date = found.query(TemporalQueries.localDate());
            LocalTime time = found.query(TemporalQueries.localTime());
            ZoneOffset offset = found.query(TemporalQueries.offset());
            double days = date.toEpochDay();
            days += time == null ? 0 : time.toNanoOfDay() / NANOS_PER_DAY;
            return offset == null ? days : days - offset.getTotalSeconds() / 86_400.0;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /**
     * Reads seconds or milliseconds since 1970, as systems store times; which of the two shows in the size.
     *
     * @param number any number
     * @return days since 1970-01-01T00:00Z; NaN for a number outside 1979 to 2106 in either unit
     */
    public static double epoch(double number) {
        if (number >= FIRST_SECOND && number <= LAST_SECOND) {
            return number / SECONDS_PER_DAY;
        }
        boolean millis = number >= 1000 * FIRST_SECOND && number <= 1000 * LAST_SECOND;
        return millis ? number / (1000 * SECONDS_PER_DAY) : Double.NaN;
    }

    /**
     * Writes a time, to the second, or a date where the time is midnight.
     *
     * @param days since 1970-01-01T00:00Z
     */
    public static String format(double days) {
        long seconds = Math.round(days * 86_400);
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return time.truncatedTo(ChronoUnit.DAYS).equals(time)
                ? time.toLocalDate().toString()
                : time.toString();
    }

    /** The hour of the day, from 0 to less than 24. */
    public static double hour(double days) {
        return 24 * (days - Math.floor(days));
    }

    /** The day of the week, 0 for Monday to 6. */
    public static double weekday(double days) {
        return Math.floorMod((long) Math.floor(days) + 3, 7);
    }
}
