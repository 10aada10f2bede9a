package org.slicedscore.data.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A block of numbers with a shape, row-major, as in a safetensors file. Immutable by convention. */
public final class Tensor {
    private final DType dtype;
    private final long[] shape;
    private final ByteBuffer data;

    /**
     * Wraps bytes.
     *
     * @param dtype the kind of number
     * @param shape the lengths of the axes; none for a scalar
     * @param data little-endian bytes, as many as the shape requires; not copied
     * @throws IllegalArgumentException if sizes disagree
     */
    Tensor(DType dtype, long[] shape, ByteBuffer data) {
        this.dtype = dtype;
        this.shape = shape.clone();
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
        if (count(shape) * dtype.bytes() != data.capacity()) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " of " + dtype + " is not " + data.capacity() + " bytes");
        }
    }

    /** An F64 tensor of values in row-major order, which are copied; a scalar has no axes. */
    public static Tensor ofDoubles(double[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.F64);
        data.asDoubleBuffer().put(values);
        return new Tensor(DType.F64, shape, data);
    }

    /** An F32 tensor of values in row-major order, which are copied; a scalar has no axes. */
    public static Tensor ofFloats(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, DType.F32);
        data.asFloatBuffer().put(values);
        return new Tensor(DType.F32, shape, data);
    }

    private static ByteBuffer allocate(int count, DType dtype) {
        return ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The product of the lengths of the axes.
     *
     * @param shape the lengths
     * @return the number of elements, 1 for a scalar
     * @throws ArithmeticException if it overflows a long
     */
    static long count(long[] shape) {
        long count = 1;
        for (long length : shape) {
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    /** The kind of number, as in the file. */
    public DType dtype() {
        return dtype;
    }

    /** A copy of the lengths of the axes; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of elements; 1 for a scalar. */
    public int size() {
        return data.capacity() / dtype.bytes();
    }

    /** The elements as doubles in a new array, row-major; 64-bit integers beyond 2⁵³ are rounded. */
    public double[] toDoubles() {
        double[] values = new double[size()];
        if (dtype == DType.F64) {
            data.asDoubleBuffer().get(0, values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = dtype.doubleAt(data, i);
            }
        }
        return values;
    }

    /** The bytes as stored in a file: a read-only view. */
    ByteBuffer bytes() {
        return data.duplicate().clear().asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
