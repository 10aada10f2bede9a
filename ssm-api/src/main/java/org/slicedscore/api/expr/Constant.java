package org.slicedscore.api.expr;

import java.util.Arrays;

/** Numbers fixed when the graph is built: a scalar or an array. Equal by content. */
public final class Constant implements Primitive.Stored {
    private final Shape shape;
    private final double[] values;
    private final int hash;

    private Constant(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
        this.hash = 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /**
     * A scalar.
     *
     * @param value its value
     * @return the primitive
     */
    public static Constant of(double value) {
        return new Constant(Shape.SCALAR, new double[] {value});
    }

    /**
     * An array.
     *
     * @param shape its shape
     * @param values its elements in row-major order, copied
     * @return the primitive
     * @throws IllegalArgumentException if the number of values is not the shape's size
     */
    public static Constant of(Shape shape, double... values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(values.length + " values for a constant of shape " + shape);
        }
        return new Constant(shape, values.clone());
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** {@return the elements in row-major order, a fresh array} */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * One element.
     *
     * @param index in row-major order
     * @return the element
     */
    public double get(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Constant c && hash == c.hash && shape.equals(c.shape) && Arrays.equals(values, c.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return shape.rank() == 0 ? Double.toString(values[0]) : "constant" + shape;
    }
}
