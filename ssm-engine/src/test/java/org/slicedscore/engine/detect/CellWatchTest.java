package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Consequence;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

class CellWatchTest {
    private static final Schema SCHEMA = new Schema(List.of(
            Column.number("x", 0),
            Column.number("always 7", 1),
            Column.number("gaps", 2),
            new Column("word", 3, Role.FEATURE, Kind.CATEGORICAL, List.of("a", "b", "c"), "")));

    /** Ten rows: word b once, a gap once, c never. */
    private static Table table() {
        double[] values = new double[40];
        for (int i = 0; i < 10; i++) {
            values[4 * i] = i;
            values[4 * i + 1] = 7;
            values[4 * i + 2] = i == 4 ? Double.NaN : i;
            values[4 * i + 3] = i == 4 ? 1 : 0;
        }
        return Table.of("rows", SCHEMA, values);
    }

    private static CellWatch watch() {
        return CellWatch.of(table(), IntStream.range(0, 10).toArray(), List.of());
    }

    /** A cell in a row whose other cells say nothing. */
    private static boolean isNew(CellWatch watch, int input, double cell) {
        double[] row = new double[input + 2];
        row[input + 1] = cell;
        return watch.isNew(input, row, 1);
    }

    @Test
    void whatNoRowHadIsNew() {
        CellWatch watch = watch();
        assertFalse(isNew(watch, 0, 1e9), "any number in a column that varies");
        assertTrue(isNew(watch, 0, Double.NaN), "the first gap of a column");
        assertFalse(isNew(watch, 1, 7 * (1 + 1e-12)), "rounding");
        assertTrue(isNew(watch, 1, 8));
        assertFalse(isNew(watch, 2, Double.NaN));
        assertFalse(isNew(watch, 3, 1));
        assertTrue(isNew(watch, 3, 2), "a word that the file has and these rows do not");
        assertTrue(isNew(watch, 3, 3), "a word of no row");
    }

    /** One row in ten, left out, would have two new cells. */
    @Test
    void rowsLeftOutSayHowSurprisingNewCellsAre() {
        CellWatch watch = watch();
        assertEquals(0, watch.surprise(0));
        assertEquals(-Math.log(2.0 / 11), watch.surprise(1), 1e-12);
        assertEquals(-Math.log(2.0 / 11), watch.surprise(2), 1e-12);
        assertEquals(2 * Math.log(11), watch.surprise(3), 1e-12);
        assertEquals(2 * Math.log(11) + 1, watch.surprise(4), 1e-12);
    }

    @Test
    void itsArraysMakeItAgain() {
        CellWatch again = CellWatch.restore(watch().state(), SCHEMA, List.of());
        for (int j = 0; j < 4; j++) {
            for (double cell : new double[] {0, 1, 2, 3, 7, Double.NaN}) {
                assertEquals(isNew(watch(), j, cell), isNew(again, j, cell), "column " + j + " at " + cell);
            }
        }
        assertEquals(watch().surprise(3), again.surprise(3));
    }

    private static CellWatch column(double... cells) {
        Table table = Table.of("rows", List.of("x"), cells);
        return CellWatch.of(table, IntStream.range(0, cells.length).toArray(), List.of());
    }

    private static final double NONE = Double.NaN;

    /** One row that departs is a row left out with a new cell, wherever it stands and whatever it holds. */
    @Test
    void oneRowDepartsFromAConstantColumn() {
        for (double[] cells : new double[][] {
            {5, 7, 7, 7}, {7, 5, 7, 7}, {7, 7, 5, 7}, {7, 7, 7, 5}, {7, NONE, 7, 5, NONE}, {7, 7, 7, 0}
        }) {
            CellWatch watch = column(cells);
            assertFalse(watch.constant(0));
            assertFalse(isNew(watch, 0, 6), "the column varies");
            assertEquals(-Math.log(2.0 / (cells.length + 1)), watch.surprise(1), 1e-12, Arrays.toString(cells));
        }
    }

    @Test
    void twoRowsThatDepartAreNoSurprise() {
        CellWatch watch = column(5, 7, 7, 7, 5);
        assertFalse(watch.constant(0));
        assertEquals(2 * Math.log(6), watch.surprise(1), 1e-12);
        assertEquals(2 * Math.log(3), column(5, 7).surprise(1), 1e-12);
    }

    @Test
    void roundingIsNoDifference() {
        CellWatch watch = column(7, 7 + 6e-9, 7 - 6e-9);
        assertTrue(watch.constant(0));
        assertFalse(isNew(watch, 0, 7 + 6.9e-9));
        assertTrue(isNew(watch, 0, 7 + 7.1e-9));
        assertTrue(isNew(column(0, 0, 0), 0, 1e-300));
    }

    /** In a column without a single value, every value is new; the only gap of a column is a row left out. */
    @Test
    void missingCells() {
        CellWatch empty = column(NONE, NONE);
        assertTrue(empty.constant(0) && isNew(empty, 0, 3));
        assertFalse(isNew(empty, 0, NONE));
        assertEquals(2 * Math.log(3), empty.surprise(1), 1e-12);
        assertEquals(-Math.log(2.0 / 5), column(1, NONE, 2, 3).surprise(1), 1e-12);
        assertEquals(2 * Math.log(5), column(1, NONE, NONE, 3).surprise(1), 1e-12);
        assertEquals(2 * Math.log(2), column(NONE).surprise(1), 1e-12);
    }

    /** Constants, gaps and columns without any value come back from the stored arrays. */
    @Test
    void everyKindOfColumnComesBack() {
        Schema schema = new Schema(List.of(
                Column.number("constant", 0),
                Column.number("empty", 1),
                Column.number("constant with gaps", 2),
                new Column("first", 3, Role.FEATURE, Kind.CATEGORICAL, List.of("a", "b"), ""),
                new Column("second", 4, Role.FEATURE, Kind.CATEGORICAL, List.of("a", "b", "c"), "")));
        double[] values = {4, NONE, 8, 0, 2, 4, NONE, NONE, 0, 0, 4, NONE, NONE, 0, 2};
        CellWatch watch = CellWatch.of(Table.of("rows", schema, values), new int[] {0, 1, 2}, List.of());
        CellWatch again = CellWatch.restore(watch.state(), schema, List.of());
        for (int j = 0; j < 5; j++) {
            assertEquals(watch.constant(j), again.constant(j));
            for (double cell : new double[] {0, 1, 2, 3, 4, 8, NONE}) {
                assertEquals(isNew(watch, j, cell), isNew(again, j, cell), "column " + j + " at " + cell);
            }
        }
        assertTrue(isNew(again, 0, 0) && isNew(again, 1, 0) && isNew(again, 2, 0));
        assertFalse(isNew(again, 0, 4) || isNew(again, 2, 8) || isNew(again, 2, NONE));
        assertTrue(isNew(again, 3, 1) && !isNew(again, 4, 0) && isNew(again, 4, 1) && !isNew(again, 4, 2));
        // row 1 alone has word a of the second column; rows 1 and 2 both have a gap
        assertEquals(watch.surprise(1), again.surprise(1));
        assertEquals(-Math.log(2.0 / 4), again.surprise(1), 1e-12);
    }

    /** What follows from other columns may be off by its room, and says nothing where a cell is missing; the formula agrees. */
    @Test
    void whatFollowsFromOtherColumnsIsWatched() {
        Schema schema = new Schema(List.of(
                Column.number("a", 0), Column.number("b", 1), Column.number("sum", 2), Column.number("other", 3)));
        double[] values = {1, 2, 8, 3, 4, 1, 10, NONE, 2, 5, 17, 4, 7, 0, 12, 3};
        Consequence sum = new Consequence(2, new double[] {1, 2, 0, 0, 5}, 0.5);
        CellWatch watch = CellWatch.of(Table.of("rows", schema, values), new int[] {0, 1, 2, 3}, List.of(sum));
        CellWatch again = CellWatch.restore(watch.state(), schema, List.of(sum));
        double[][] rows = {
            {1, 2, 10.4, NONE},
            {1, 2, 10.6, 3},
            {1, 2, 9.4, 3},
            {1e6, -4, 1e6 - 3, 0},
            {1e6, -4, 1e6 + 9, 0},
            {NONE, 2, 99, 3}
        };
        boolean[] broken = {false, true, true, false, true, false};
        for (int i = 0; i < rows.length; i++) {
            String row = Arrays.toString(rows[i]);
            assertEquals(broken[i], watch.isNew(2, rows[i], 0), row);
            assertEquals(broken[i], again.isNew(2, rows[i], 0), row);
            assertFalse(watch.isNew(1, rows[i], 0), "a column that others follow from");
            double[] formula = Interpreter.evaluate(watch.isNew(Expr.constant(Shape.of(1, 4), rows[i])), Map.of());
            assertEquals(broken[i] ? 1 : 0, formula[2], row);
        }
    }
}
