package org.slicedscore.api.expr;

import java.util.List;
import java.util.Locale;

/** Checks shared by primitives. */
final class Shapes {
    private Shapes() {}

    static void require(boolean condition, String format, Object... args) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, format, args));
        }
    }

    static void requireEqual(Primitive primitive, List<Shape> shapes) {
        for (Shape s : shapes) {
            require(s.equals(shapes.get(0)), "%s of shapes %s, which differ", primitive, shapes);
        }
    }

    static void requireIndices(IntTuple indices, int extent, String what) {
        require(indices.size() > 0, "no indices to %s", what);
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.get(i);
            require(index >= 0 && index < extent, "index %d is out of range: %s", index, what);
        }
    }
}
