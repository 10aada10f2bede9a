package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Views as offsets and strides. */
class LayoutTest {
    private static final Shape BUFFER = Shape.of(2, 3, 4);

    private static Layout whole() {
        return Layout.contiguous(BUFFER);
    }

    private static Layout transposed(int... permutation) {
        Primitive.Transpose t = new Primitive.Transpose(IntTuple.of(permutation));
        return whole().through(t, t.infer(List.of(BUFFER)));
    }

    private static Layout slice(int from, int to, int axis) {
        int[] first = new int[3];
        int[] end = BUFFER.toArray();
        first[axis] = from;
        end[axis] = to;
        return whole().through(new Primitive.Slice(IntTuple.of(first), IntTuple.of(end)), BUFFER.with(axis, to - from));
    }

    @Test
    void stridesOfViews() {
        assertArrayEquals(new long[] {12, 4, 1}, whole().strides());
        assertArrayEquals(new long[] {4, 1, 12}, transposed(1, 2, 0).strides());
        assertEquals(
                17,
                slice(1, 2, 0)
                        .through(new Primitive.Slice(IntTuple.of(0, 1, 1), IntTuple.of(1, 3, 4)), Shape.of(1, 2, 3))
                        .offset());
        Layout row = Layout.contiguous(Shape.of(1, 4)).through(new Primitive.Broadcast(Shape.of(3, 4)), Shape.of(3, 4));
        assertArrayEquals(new long[] {0, 1}, row.strides());
    }

    @Test
    void whatIsContiguous() {
        assertTrue(whole().isContiguous() && whole().isWhole(BUFFER));
        assertTrue(slice(1, 2, 0).isContiguous());
        assertFalse(slice(1, 2, 0).isWhole(BUFFER));
        assertFalse(slice(0, 1, 0).isWhole(BUFFER), "from the start, and not to the end");
        assertFalse(slice(1, 2, 1).isContiguous());
        assertFalse(transposed(0, 2, 1).isContiguous());
        Layout stretched =
                Layout.contiguous(Shape.of(4)).through(new Primitive.Reshape(Shape.of(1, 4)), Shape.of(1, 4));
        assertTrue(stretched.isContiguous() && stretched.isWhole(Shape.of(4)));
    }

    @Test
    void whatRepeats() {
        Layout row = Layout.contiguous(Shape.of(1, 4));
        assertFalse(row.repeats(), "the stride of an axis of one element means nothing");
        assertFalse(whole().repeats());
        Layout stretched = row.through(new Primitive.Broadcast(Shape.of(3, 4)), Shape.of(3, 4));
        assertTrue(stretched.repeats());
        assertFalse(stretched.isContiguous());
    }

    @Test
    void reshapesThatNeedNoCopy() {
        Layout merged = whole().through(new Primitive.Reshape(Shape.of(6, 4)), Shape.of(6, 4));
        assertArrayEquals(new long[] {4, 1}, merged.strides());
        Layout cut = transposed(2, 0, 1).through(new Primitive.Reshape(Shape.of(2, 2, 2, 3)), Shape.of(2, 2, 2, 3));
        assertArrayEquals(new long[] {2, 1, 12, 4}, cut.strides());
        assertNull(transposed(0, 2, 1).through(new Primitive.Reshape(Shape.of(2, 12)), Shape.of(2, 12)));
        assertNull(slice(0, 2, 1).through(new Primitive.Reshape(Shape.of(16)), Shape.of(16)));
    }

    @Test
    void equalLayouts() {
        assertEquals(whole(), Layout.contiguous(Shape.of(2, 3, 4)));
        assertEquals(whole().hashCode(), Layout.contiguous(Shape.of(2, 3, 4)).hashCode());
        assertNotEquals(whole(), transposed(0, 2, 1));
        assertNotEquals(slice(0, 1, 0), slice(1, 2, 0));
        assertNotEquals(whole(), new Layout(0, BUFFER, new long[] {12, 1, 4}));
    }
}
