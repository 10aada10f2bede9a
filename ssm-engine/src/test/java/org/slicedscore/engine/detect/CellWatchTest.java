package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.Table;
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
        return CellWatch.of(table(), IntStream.range(0, 10).toArray());
    }

    @Test
    void whatNoRowHadIsNew() {
        CellWatch watch = watch();
        assertFalse(watch.isNew(0, 1e9), "any number in a column that varies");
        assertTrue(watch.isNew(0, Double.NaN), "the first gap of a column");
        assertFalse(watch.isNew(1, 7 * (1 + 1e-12)), "rounding");
        assertTrue(watch.isNew(1, 8));
        assertFalse(watch.isNew(2, Double.NaN));
        assertFalse(watch.isNew(3, 1));
        assertTrue(watch.isNew(3, 2), "a word that the file has and these rows do not");
        assertTrue(watch.isNew(3, 3), "a word of no row");
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
        CellWatch again = CellWatch.restore(watch().state(), SCHEMA);
        for (int j = 0; j < 4; j++) {
            for (double cell : new double[] {0, 1, 2, 3, 7, Double.NaN}) {
                assertEquals(watch().isNew(j, cell), again.isNew(j, cell), "column " + j + " at " + cell);
            }
        }
        assertEquals(watch().surprise(3), again.surprise(3));
    }

    private static CellWatch column(double... cells) {
        Table table = Table.of("rows", List.of("x"), cells);
        return CellWatch.of(table, IntStream.range(0, cells.length).toArray());
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
            assertFalse(watch.isNew(0, 6), "the column varies");
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
        assertFalse(watch.isNew(0, 7 + 6.9e-9));
        assertTrue(watch.isNew(0, 7 + 7.1e-9));
        assertTrue(column(0, 0, 0).isNew(0, 1e-300));
    }

    /** In a column without a single value, every value is new; the only gap of a column is a row left out. */
    @Test
    void missingCells() {
        CellWatch empty = column(NONE, NONE);
        assertTrue(empty.constant(0) && empty.isNew(0, 3));
        assertFalse(empty.isNew(0, NONE));
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
        CellWatch watch = CellWatch.of(Table.of("rows", schema, values), new int[] {0, 1, 2});
        CellWatch again = CellWatch.restore(watch.state(), schema);
        for (int j = 0; j < 5; j++) {
            assertEquals(watch.constant(j), again.constant(j));
            for (double cell : new double[] {0, 1, 2, 3, 4, 8, NONE}) {
                assertEquals(watch.isNew(j, cell), again.isNew(j, cell), "column " + j + " at " + cell);
            }
        }
        assertTrue(again.isNew(0, 0) && again.isNew(1, 0) && again.isNew(2, 0));
        assertFalse(again.isNew(0, 4) || again.isNew(2, 8) || again.isNew(2, NONE));
        assertTrue(again.isNew(3, 1) && !again.isNew(4, 0) && again.isNew(4, 1) && !again.isNew(4, 2));
        // row 1 alone has word a of the second column; rows 1 and 2 both have a gap
        assertEquals(watch.surprise(1), again.surprise(1));
        assertEquals(-Math.log(2.0 / 4), again.surprise(1), 1e-12);
    }
}
