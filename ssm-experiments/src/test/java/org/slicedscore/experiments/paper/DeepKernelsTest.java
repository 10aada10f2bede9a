package org.slicedscore.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.figure.Figure;

class DeepKernelsTest {
    @TempDir
    private Path folder;

    private final DeepKernels experiment = new DeepKernels();

    private Setup setup(Map<String, String> options) {
        return Bench.setup(experiment, List.of("synthetic:banana?n=300"), options);
    }

    /** A cell of the quick size, made smaller still. */
    private static Cell small(Cell cell) {
        Map<String, String> settings = new LinkedHashMap<>(cell.settings());
        settings.put("inducing", "10");
        settings.put("steps", "40");
        settings.put("particles", "100");
        settings.put("temperatures", "30");
        return new Cell(cell.id(), settings, 1);
    }

    @Test
    void cellsGiveLossesAndLikelihoodsAndTheReportHoldsThemAgainstTheFirst() {
        Setup setup = setup(Map.of("methods", "sm,ssm-vr,dsm"));
        List<Cell> cells =
                experiment.plan(setup).stream().map(DeepKernelsTest::small).toList();
        assertEquals(3, cells.size());
        Bench bench = new Bench(setup, folder);
        List<ExperimentResults.Row> rows = new ArrayList<>();
        for (Cell cell : cells) {
            ExperimentResults.Row row = bench.run(experiment, cell);
            assertTrue(row.number("sm") < 0, row.toString());
            // N(0, I) has -2.84 nats on whitened rows, and log q₀ alone, N(0, 4I), -3.5
            assertTrue(row.number("ll") > -3.4 && row.number("ll") < 0, row.toString());
            assertTrue(row.number("log_z_se") < 0.5, row.toString());
            rows.add(row);
        }
        assertTrue(Double.parseDouble(rows.getLast().text("objective.sigma")) > 0);
        assertEquals(
                rows.getFirst().values().get("sm"),
                bench.run(experiment, cells.getFirst()).values().get("sm"));
        experiment.report(new ExperimentResults(setup, rows), bench);
        assertEquals(1, bench.figures.size());
        assertEquals(2, ((Figure.Plot) bench.figures.getFirst()).panels().size());
        assertTrue(bench.text.stream().anyMatch(t -> t.startsWith("ssm-vr | ")), bench.text.toString());
    }

    @Test
    void aStopEndsACell() {
        Setup setup = setup(Map.of("methods", "sm"));
        Bench bench = new Bench(setup, folder);
        bench.stopAt = 0.81;
        Cell cell = small(experiment.plan(setup).getFirst());
        assertThrows(ExperimentStopped.class, () -> bench.run(experiment, cell));
    }

    @Test
    void anObjectiveThatIsNotThereIsRefusedBeforeAnythingRuns() {
        SsmException e = assertThrows(SsmException.class, () -> experiment.plan(setup(Map.of("methods", "sm,smm"))));
        assertEquals(SsmException.Kind.USAGE, e.kind());
    }
}
