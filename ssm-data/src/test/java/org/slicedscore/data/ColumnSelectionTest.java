package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.Refusal;

class ColumnSelectionTest {
    private final ColumnSelection selection =
            new ColumnSelection("a.csv", List.of("id", "pH", "Jitter(%)", "a,b", "-odd", "7", "free sulfur"));

    private void assertColumns(String text, int... expected) {
        assertArrayEquals(expected, selection.resolve(text, Set.of()), text);
    }

    @Test
    void namesIndicesAndRanges() {
        assertColumns(null, 0, 1, 2, 3, 4, 5, 6);
        assertColumns("pH,id", 1, 0);
        assertColumns("ph, FREE SULFUR", 1, 6);
        assertColumns("2-4", 1, 2, 3);
        assertColumns("6-", 5, 6);
        assertColumns("\"a,b\",1", 3, 0);
        assertColumns("7", 5);
    }

    @Test
    void exclusions() {
        assertColumns("-id", 1, 2, 3, 4, 5, 6);
        assertColumns("!id,!2-4", 4, 5, 6);
        assertColumns("1-4,-pH", 0, 2, 3);
        assertColumns("-\"a,b\"", 0, 1, 2, 4, 5, 6);
        assertColumns("-odd", 4);
        assertColumns("!-odd", 0, 1, 2, 3, 5, 6);
    }

    @Test
    void whatIsKeptBesideTheRowsIsNoFeature() {
        assertArrayEquals(new int[] {0, 2, 3, 4, 5, 6}, selection.resolve(null, Set.of(1)));
        assertArrayEquals(new int[] {2, 3, 4, 5, 6}, selection.resolve("-id", Set.of(1)));
        Refusal.usage(() -> selection.resolve("id,pH", Set.of(1)), "a.csv", "'pH'", "label", "none");
    }

    @Test
    void mistakes() {
        Refusal.usage(() -> selection.resolve("Ph2", Set.of()), "'Ph2'", "did you mean 'pH'?");
        Refusal.usage(() -> selection.resolve("0", Set.of()), "no column 0", "1 to 7");
        Refusal.usage(() -> selection.resolve("3-99999999999999999999", Set.of()), "no column");
        Refusal.usage(() -> selection.resolve("8", Set.of()), "no column 8");
        Refusal.usage(() -> selection.resolve("5-3", Set.of()), "backwards", "3-5");
        Refusal.usage(() -> selection.resolve("1,id", Set.of()), "named twice");
        Refusal.usage(() -> selection.resolve("", Set.of()), "setting 'columns'");
        Refusal.usage(() -> selection.resolve("\"a", Set.of()), "close the double quote");
        Refusal.usage(() -> selection.resolve("-1-7", Set.of()), "leaves none of the 7 columns");
        Refusal.usage(() -> selection.resolve("-", Set.of()), "no column ''");
        Refusal.usage(() -> selection.column("qualty", Subject.setting("label")), "setting 'label'", "'qualty'");
    }
}
