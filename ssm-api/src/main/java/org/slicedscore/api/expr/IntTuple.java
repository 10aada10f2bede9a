package org.slicedscore.api.expr;

import java.util.Arrays;

/** An immutable list of ints with equality by content: axes, permutations, bounds and constant indices of primitives. */
public final class IntTuple {
    private final int[] values;
    private final int hash;

    private IntTuple(int[] values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    /**
     * A tuple of the given values.
     *
     * @param values copied
     * @return the tuple
     */
    public static IntTuple of(int... values) {
        return new IntTuple(values.clone());
    }

    /** {@return the number of values} */
    public int size() {
        return values.length;
    }

    /**
     * One value.
     *
     * @param index 0-based
     * @return the value
     */
    public int get(int index) {
        return values[index];
    }

    /**
     * Whether a value occurs.
     *
     * @param value the value looked for
     * @return true if it does
     */
    public boolean contains(int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    /** {@return the values, a fresh array} */
    public int[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof IntTuple t && hash == t.hash && Arrays.equals(values, t.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        if (values.length > 16) {
            return "[" + values[0] + ", " + values[1] + ", ... " + values.length + " values]";
        }
        return Arrays.toString(values);
    }
}
