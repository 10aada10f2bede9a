package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
