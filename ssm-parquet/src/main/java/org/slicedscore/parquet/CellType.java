package org.slicedscore.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.LogicalType.DateType;
import dev.hardwood.metadata.LogicalType.DecimalType;
import dev.hardwood.metadata.LogicalType.EnumType;
import dev.hardwood.metadata.LogicalType.Float16Type;
import dev.hardwood.metadata.LogicalType.IntType;
import dev.hardwood.metadata.LogicalType.JsonType;
import dev.hardwood.metadata.LogicalType.NullType;
import dev.hardwood.metadata.LogicalType.StringType;
import dev.hardwood.metadata.LogicalType.TimeType;
import dev.hardwood.metadata.LogicalType.TimestampType;
import dev.hardwood.metadata.LogicalType.UuidType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type of Parquet's and how its values become cells.
 *
 * @param family what the cells are; files of one table agree in it
 * @param cells the cells of the batch at hand
 */
record CellType(Family family, Function<ColumnReader, Cells> cells) {
    /** What cells are. */
    enum Family {
        /** Numbers. */
        NUMBERS("numbers"),
        /** Dates and times, written as in ISO 8601. */
        TIMES("dates or times"),
        /** Text, which may be numbers in each of its cells. */
        WORDS("text"),
        /** The words true and false. */
        TRUTHS("true or false");

        private final String title;

        Family(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * The cells of a type.
     *
     * @param physical how its values are stored
     * @param logical what they mean, or null
     * @return empty if it has none: bytes, intervals, places
     */
    static Optional<CellType> of(PhysicalType physical, LogicalType logical) {
        CellType found = logical == null ? plain(physical) : logical(physical, logical);
        return Optional.ofNullable(found);
    }

    private static CellType plain(PhysicalType physical) {
        return switch (physical) {
            case BOOLEAN -> new CellType(Family.TRUTHS, ValueCells::truths);
            case INT32 -> numbers(ValueCells::ints);
            case INT64 -> numbers(ValueCells::longs);
            case FLOAT -> numbers(ValueCells::floats);
            case DOUBLE -> numbers(ValueCells::doubles);
            case INT96 -> times(TimeCells::int96);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    private static CellType logical(PhysicalType physical, LogicalType logical) {
        return switch (logical) {
            case StringType _, EnumType _, JsonType _ -> words(ValueCells::words);
            case UuidType _ -> words(ValueCells::uuids);
            case TimeType time -> words(reader -> TimeCells.clock(reader, time.unit()));
            case DateType _ -> times(TimeCells::dates);
            case TimestampType time ->
                times(reader -> TimeCells.timestamps(reader, time.unit(), time.isAdjustedToUTC() ? "Z" : ""));
            case DecimalType decimal -> numbers(reader -> ValueCells.decimals(reader, physical, decimal.scale()));
            case Float16Type _ -> numbers(ValueCells::halves);
            case IntType whole when whole.isSigned() -> plain(physical);
            case IntType _ ->
                numbers(physical == PhysicalType.INT32 ? ValueCells::unsignedInts : ValueCells::unsignedLongs);
            case NullType _ -> words(reader -> Cells.words(i -> ""));
            default -> null;
        };
    }

    private static CellType numbers(Function<ColumnReader, Cells> cells) {
        return new CellType(Family.NUMBERS, cells);
    }

    private static CellType times(Function<ColumnReader, Cells> cells) {
        return new CellType(Family.TIMES, cells);
    }

    private static CellType words(Function<ColumnReader, Cells> cells) {
        return new CellType(Family.WORDS, cells);
    }
}
