package org.slicedscore.parquet;

import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.IntToLongFunction;

/** Numbers and words of a batch. */
final class ValueCells {
    /** Below this, whole numbers are exact doubles. */
    private static final long EXACT = 1L << 53;

    /** The powers of ten that are exact doubles. */
    private static final double[] POWERS = new double[23];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = BigDecimal.TEN.pow(i).doubleValue();
        }
    }

    private ValueCells() {}

    static Cells truths(ColumnReader reader) {
        boolean[] values = reader.getBooleans();
        return Cells.words(i -> Boolean.toString(values[i]));
    }

    static Cells ints(ColumnReader reader) {
        int[] values = reader.getInts();
        return new Cells(i -> values[i], i -> Integer.toString(values[i]));
    }

    static Cells longs(ColumnReader reader) {
        long[] values = reader.getLongs();
        return new Cells(i -> values[i], i -> Long.toString(values[i]));
    }

    static Cells unsignedInts(ColumnReader reader) {
        int[] values = reader.getInts();
        return new Cells(i -> Integer.toUnsignedLong(values[i]), i -> Integer.toUnsignedString(values[i]));
    }

    static Cells unsignedLongs(ColumnReader reader) {
        long[] values = reader.getLongs();
        return new Cells(
                i -> values[i] >= 0 ? values[i] : new BigDecimal(Long.toUnsignedString(values[i])).doubleValue(),
                i -> Long.toUnsignedString(values[i]));
    }

    static Cells floats(ColumnReader reader) {
        float[] values = reader.getFloats();
        return new Cells(i -> values[i], i -> text(values[i]));
    }

    /** A float in its own shortest form, which is not that of the double it becomes. */
    private static String text(float value) {
        return value == Math.rint(value) ? Cells.text(value) : Float.toString(value);
    }

    static Cells doubles(ColumnReader reader) {
        double[] values = reader.getDoubles();
        return new Cells(i -> values[i], i -> Cells.text(values[i]));
    }

    /** IEEE's 16 bits, the least significant byte first. */
    static Cells halves(ColumnReader reader) {
        byte[][] values = reader.getBinaries();
        return new Cells(i -> half(values[i]), i -> text(half(values[i])));
    }

    static float half(byte[] bytes) {
        return Float.float16ToFloat((short) (bytes[0] & 0xff | bytes[1] << 8));
    }

    /** Whole numbers of 10⁻ˢᶜᵃˡᵉ; as doubles they are rounded to nearest, as their digits would be. */
    static Cells decimals(ColumnReader reader, PhysicalType physical, int scale) {
        return switch (physical) {
            case INT32 -> {
                int[] values = reader.getInts();
                yield decimals(i -> values[i], scale);
            }
            case INT64 -> {
                long[] values = reader.getLongs();
                yield decimals(i -> values[i], scale);
            }
            default -> {
                byte[][] values = reader.getBinaries();
                yield new Cells(
                        i -> new BigDecimal(new BigInteger(values[i]), scale).doubleValue(),
                        i -> new BigDecimal(new BigInteger(values[i]), scale).toPlainString());
            }
        };
    }

    private static Cells decimals(IntToLongFunction unscaled, int scale) {
        return new Cells(
                i -> decimal(unscaled.applyAsLong(i), scale),
                i -> BigDecimal.valueOf(unscaled.applyAsLong(i), scale).toPlainString());
    }

    /** Where both numbers are exact, their quotient is rounded once. */
    private static double decimal(long unscaled, int scale) {
        return Math.abs(unscaled) < EXACT && scale >= 0 && scale < POWERS.length
                ? unscaled / POWERS[scale]
                : BigDecimal.valueOf(unscaled, scale).doubleValue();
    }

    static Cells words(ColumnReader reader) {
        String[] values = reader.getStrings();
        return new Cells(i -> TextNumbers.parse(values[i]), i -> values[i]);
    }

    static Cells uuids(ColumnReader reader) {
        byte[][] values = reader.getBinaries();
        return Cells.words(i -> {
            ByteBuffer bytes = ByteBuffer.wrap(values[i]);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        });
    }
}
