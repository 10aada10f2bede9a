package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

class EncodingTest {
    private static Column words(int k) {
        List<String> categories = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            categories.add("w" + (char) ('a' + i));
        }
        return new Column("w", 0, Role.FEATURE, Kind.CATEGORICAL, categories, "");
    }

    private static double[] encode(Part part, double cell) {
        double[] out = new double[part.width()];
        part.encode(cell, out, 0);
        return out;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return Math.sqrt(sum);
    }

    /** All words are equally far from each other, and an unknown one from all of them. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 20})
    void wordsAreCornersOfASimplex(int k) {
        Part.Word part = new Part.Word(words(k), false);
        assertEquals(k - 1, part.width());
        double[] unseen = encode(part, k);
        for (int i = 0; i < k; i++) {
            double[] corner = encode(part, i);
            assertEquals(i, part.decode(corner, 0));
            assertEquals(distance(unseen, encode(part, 0)), distance(unseen, corner), 1e-12);
            for (int j = 0; j < i; j++) {
                assertEquals(2 * Part.HALF, distance(corner, encode(part, j)), 1e-12);
            }
        }
    }

    @Test
    void aMissingWordIsAWordOfItsOwn() {
        Part.Word part = new Part.Word(words(3), true);
        assertEquals(3, part.width());
        assertEquals(Double.NaN, part.decode(encode(part, Double.NaN), 0));
        assertEquals(2, part.decode(encode(part, 2), 0));
        assertEquals(0, distance(encode(part, 3), new double[3]), 1e-12);
    }

    @Test
    void numbersAndTimesComeBack() {
        Column number = Column.number("n", 0);
        Part.Plain plain = new Part.Plain(number, 5, 1, true);
        assertArrayEquals(new double[] {5, 1}, encode(plain, Double.NaN));
        assertEquals(Double.NaN, plain.decode(encode(plain, Double.NaN), 0));
        assertEquals(2.5, plain.decode(encode(plain, 2.5), 0));
        assertFalse(plain.hasDensity());
        Column day = new Column("d", 0, Role.FEATURE, Kind.TIME, List.of(), "");
        Part.Calendar calendar = new Part.Calendar(new Part.Plain(day, 100, 0, false), true, true);
        assertArrayEquals(new double[] {19723.75, 18, 0}, encode(calendar, 19723.75), 1e-9);
        assertEquals(19723.75, calendar.decode(encode(calendar, 19723.75), 0), 1e-9);
        assertEquals(List.of("d", "d hour", "d weekday"), calendar.names());
    }

    /** An infinite time has no hour; its row still has a way back to the centre. */
    @Test
    void aRowOfAnInfiniteTimePointsBack() {
        Schema schema =
                new Schema(List.of(Column.number("x", 0), new Column("t", 1, Role.FEATURE, Kind.TIME, List.of(), "")));
        double[] values = new double[100];
        for (int i = 0; i < 50; i++) {
            values[2 * i] = Math.sin(i);
            values[2 * i + 1] = 19_000 + 1.3 * i;
        }
        Preprocessing fitted = Preparation.fit(
                        Table.of("rows", schema, values),
                        IntStream.range(0, 50).toArray(),
                        PrepareOptions.automatic(Scaling.STANDARDIZE, 1))
                .preprocessing();
        Preprocessing.Rows rows = fitted.at(new double[] {0, Double.POSITIVE_INFINITY});
        assertEquals(List.of("x", "t", "t hour", "t weekday"), fitted.coordinates());
        assertEquals(-1, rows.towardsCentre(0, 1));
        assertEquals(0, rows.towardsCentre(0, 2));
        assertFalse(Double.isNaN(rows.towardsCentre(0, 3)));
    }
}
