package org.slicedscore.spark.rows;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.slicedscore.data.Numbers;

/** How a cell of a type is read. Numbers, words and times are those of the same table in a file of text or in Parquet. */
enum FrameCell {
    WHOLE {
        @Override
        double number(Row row, int at) {
            return ((Number) row.get(at)).longValue();
        }

        @Override
        String text(Row row, int at) {
            return Long.toString(((Number) row.get(at)).longValue());
        }
    },
    FRACTION {
        @Override
        double number(Row row, int at) {
            return ((Number) row.get(at)).doubleValue();
        }

        @Override
        String text(Row row, int at) {
            Object value = row.get(at);
            double number = ((Number) value).doubleValue();
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : value.toString();
        }
    },
    DECIMAL {
        @Override
        double number(Row row, int at) {
            return row.getDecimal(at).doubleValue();
        }

        @Override
        String text(Row row, int at) {
            BigDecimal value = row.getDecimal(at);
            return value.toPlainString();
        }
    },
    WORD {
        @Override
        double number(Row row, int at) {
            return Numbers.parse(row.getString(at));
        }

        @Override
        String text(Row row, int at) {
            return row.getString(at);
        }
    },
    TRUTH {
        @Override
        String text(Row row, int at) {
            return Boolean.toString(row.getBoolean(at));
        }
    },
    DATE {
        @Override
        String text(Row row, int at) {
            // java.sql.Date and java.time.LocalDate both write 2026-01-31
            return row.get(at).toString();
        }
    },
    INSTANT {
        @Override
        String text(Row row, int at) {
            Instant instant = row.get(at) instanceof Timestamp old ? old.toInstant() : (Instant) row.get(at);
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC) + "Z";
        }
    },
    LOCAL_TIME {
        @Override
        String text(Row row, int at) {
            return row.get(at).toString();
        }
    };

    /** The value of a cell that is not null; NaN if it is no number. */
    double number(Row row, int at) {
        return Double.NaN;
    }

    /** The same as text. */
    abstract String text(Row row, int at);

    /** The cells of a type; empty if it has none, such as arrays, vectors and structures. */
    static Optional<FrameCell> of(DataType type) {
        if (type instanceof DecimalType) {
            return Optional.of(DECIMAL);
        }
        if (type instanceof StringType) {
            return Optional.of(WORD);
        }
        if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
            return Optional.of(FRACTION);
        }
        if (type.equals(DataTypes.LongType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.ByteType)) {
            return Optional.of(WHOLE);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return Optional.of(TRUTH);
        }
        if (type.equals(DataTypes.DateType)) {
            return Optional.of(DATE);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Optional.of(INSTANT);
        }
        return type.equals(DataTypes.TimestampNTZType) ? Optional.of(LOCAL_TIME) : Optional.empty();
    }
}
