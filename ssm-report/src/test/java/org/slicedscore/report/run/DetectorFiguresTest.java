package org.slicedscore.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slicedscore.report.run.DetectorFigures.Checked;

class DetectorFiguresTest {
    /** Scores of one kind in all parts are calibrated. */
    @Test
    void equalPartsAreCalibrated() {
        Random random = new Random(2);
        double[][] parts = new double[5][];
        for (int k = 0; k < 5; k++) {
            parts[k] = random.doubles(400).toArray();
        }
        List<Checked> checked = DetectorFigures.checked(parts);
        assertEquals(0.001, checked.getFirst().level(), 1e-12);
        for (Checked c : checked) {
            assertTrue(
                    c.flagged().low() <= c.level() && c.level() <= c.flagged().high(), c::toString);
        }
    }

    /** A part with larger scores than the others is flagged more often than it is to be. */
    @Test
    void aPartOfAnotherKindShows() {
        Random random = new Random(3);
        double[][] parts = {
            random.doubles(300).toArray(), random.doubles(300, 0.8, 1.4).toArray()
        };
        Checked twentieth = DetectorFigures.checked(parts).stream()
                .filter(c -> c.level() == 0.05)
                .findFirst()
                .orElseThrow();
        assertTrue(twentieth.flagged().low() > 0.3, twentieth::toString);
    }

    @Test
    void onePartIsCheckedByFifths() {
        double[] scores = new Random(4).doubles(500).sorted().toArray();
        Checked tenth = DetectorFigures.checked(new double[][] {scores}).stream()
                .filter(c -> c.level() == 0.1)
                .findFirst()
                .orElseThrow();
        assertEquals(500, tenth.flagged().cases());
        assertEquals(0.1, tenth.flagged().share(), 0.03);
    }
}
