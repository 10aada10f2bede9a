package org.slicedscore.cli.faults;

import java.util.List;
import java.util.Map;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;

/** An experiment of two small cells, which leave files on the way. */
public final class Counting implements Experiment {
    @Override
    public String id() {
        return "counting";
    }

    @Override
    public String title() {
        return "Counts";
    }

    @Override
    public String source() {
        return "none";
    }

    @Override
    public int seeds(boolean quick) {
        return 1;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return 1;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        return List.of(new Cell("one", Map.of("n", "1"), 1), new Cell("two", Map.of("n", "2"), 1));
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        AtomicFiles.writeText(work.folder().resolve("half"), "half way");
        return Map.of("square", cell.integer("n") * cell.integer("n"));
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        report.table(
                "squares",
                "Squares.",
                List.of("n", "square"),
                results.rows().stream()
                        .map(r -> List.of(r.cell().get("n"), r.text("square")))
                        .toList());
    }
}
