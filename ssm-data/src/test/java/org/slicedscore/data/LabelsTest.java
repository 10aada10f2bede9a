package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void numbersAsText() {
        Labels labels = new Labels("y", new double[] {3, -0.5, 1e20});
        assertEquals("3", labels.text(0));
        assertEquals("-0.5", labels.text(1));
        assertEquals("1.0E20", labels.text(2));
        Labels some = labels.select(new int[] {1, 0});
        assertEquals(2, some.size());
        assertEquals(-0.5, some.number(0));
        assertEquals("3", some.text(1));
    }

    @Test
    void wordsAreNotNumbers() {
        Labels labels = new Labels("kind", List.of("red", "2"));
        assertFalse(labels.numeric());
        assertThrows(IllegalStateException.class, () -> labels.number(1));
        Labels some = labels.select(new int[] {1});
        assertEquals("2", some.text(0));
        assertEquals(2, some.number(0));
    }
}
