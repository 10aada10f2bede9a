package org.slicedscore.engine.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.error.SsmException;

/** Runs an experiment in a folder: the missing cells, then the report. Run again with the same settings, it resumes. */
public final class ExperimentRun {
    /** Receives progress on the thread that runs the experiment. */
    public interface Listener {
        /**
         * Called when the cells are known.
         *
         * @param cells number of cells
         * @param done number of cells already computed
         */
        default void planned(int cells, int done) {}

        /**
         * Reports progress.
         *
         * @param done share of the work left at the start, from 0 to 1
         * @param cell number of the cell, from 1
         * @param cells number of cells
         * @param text the current activity
         */
        default void progress(double done, int cell, int cells, String text) {}

        /**
         * Called when a cell is done.
         *
         * @param row its result
         * @param cell number of the cell, from 1
         * @param cells number of cells
         */
        default void finished(ExperimentResults.Row row, int cell, int cells) {}
    }

    /**
     * The outcome of a run.
     *
     * @param results of the finished cells
     * @param cells number of cells
     * @param interrupted whether it was stopped early; the report is then the previous one, if any
     * @param page the report; null if interrupted
     */
    public record Outcome(List<ExperimentResults.Row> results, int cells, boolean interrupted, Path page) {}

    private final Experiment experiment;
    private final Setup setup;
    private final Path path;
    private final Experiments installed;
    private final List<Cell> cells;
    private final List<Runnable> requests = new ArrayList<>();
    private Listener listener = new Listener() {};
    private boolean stop;

    /**
     * Plans a run. Writes nothing.
     *
     * @param experiment the experiment
     * @param setup the request
     * @param path the folder
     * @param installed provides the renderer of figures
     * @throws SsmException of kind USAGE or DATA if the experiment cannot be planned
     */
    public ExperimentRun(Experiment experiment, Setup setup, Path path, Experiments installed) {
        this.experiment = experiment;
        this.setup = setup;
        this.path = path;
        this.installed = installed;
        this.cells = List.copyOf(experiment.plan(setup));
        Set<String> ids = new HashSet<>();
        cells.forEach(c -> {
            if (!ids.add(c.id())) {
                throw new IllegalStateException("experiment " + experiment.id() + " has two cells " + c.id());
            }
        });
    }

    /**
     * Sets the listener for progress.
     *
     * @param observer is told of the progress
     */
    public ExperimentRun listener(Listener observer) {
        listener = observer;
        return this;
    }

    /** Asks for a stop at the next safe point; call it from any thread. */
    public void requestStop() {
        List<Runnable> now;
        synchronized (requests) {
            if (stop) {
                return;
            }
            stop = true;
            now = List.copyOf(requests);
        }
        now.forEach(Runnable::run);
    }

    private boolean stopped() {
        synchronized (requests) {
            return stop;
        }
    }

    /**
     * Runs the missing cells and writes the report.
     *
     * @throws SsmException of kind USAGE if the folder has other content, DATA if it cannot be written, and any
     *     failure of a cell
     */
    public Outcome run() {
        try (ExperimentFolder folder = ExperimentFolder.open(path, experiment, setup, cells)) {
            ExperimentResults.Row[] rows = new ExperimentResults.Row[cells.size()];
            double left = 0;
            int there = 0;
            for (int i = 0; i < rows.length; i++) {
                rows[i] = folder.result(cells.get(i));
                left += rows[i] == null ? cells.get(i).seconds() : 0;
                there += rows[i] == null ? 0 : 1;
            }
            listener.planned(rows.length, there);
            double done = 0;
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != null) {
                    continue;
                }
                if (stopped()) {
                    return interrupted(rows);
                }
                try {
                    rows[i] = compute(folder, i, done, left);
                } catch (ExperimentStopped e) {
                    return interrupted(rows);
                }
                done += cells.get(i).seconds();
                listener.finished(rows[i], i + 1, rows.length);
            }
            return reported(folder, rows);
        }
    }

    private Outcome reported(ExperimentFolder folder, ExperimentResults.Row[] rows) {
        if (stopped()) {
            return interrupted(rows);
        }
        listener.progress(1, rows.length, rows.length, "tables and figures");
        ExperimentResults results = new ExperimentResults(setup, List.of(rows));
        try {
            Path page = new ReportWriter(experiment, results, folder, installed).write();
            return new Outcome(results.rows(), rows.length, false, page);
        } catch (IllegalStateException e) {
            if (stopped()) {
                // a JVM that a signal is ending does not start what draws; the report is written next time
                return interrupted(rows);
            }
            throw e;
        }
    }

    private Outcome interrupted(ExperimentResults.Row[] rows) {
        List<ExperimentResults.Row> done = new ArrayList<>();
        for (ExperimentResults.Row row : rows) {
            if (row != null) {
                done.add(row);
            }
        }
        return new Outcome(done, rows.length, true, null);
    }

    private ExperimentResults.Row compute(ExperimentFolder folder, int i, double before, double left) {
        Cell cell = cells.get(i);
        listener.progress(before / left, i + 1, cells.size(), cell.id());
        long begun = System.nanoTime();
        Map<String, Object> values = experiment.run(cell, new CellWork(folder, i, before, left));
        double seconds = 1e-9 * (System.nanoTime() - begun);
        synchronized (requests) {
            requests.clear();
        }
        return folder.keep(experiment, setup, new ExperimentResults.Row(cell, values, seconds));
    }

    /** The {@link Work} of one cell. */
    private final class CellWork implements Work {
        private final ExperimentFolder folder;
        private final int index;
        private final Cell cell;
        private final double before;
        private final double left;

        CellWork(ExperimentFolder folder, int index, double before, double left) {
            this.folder = folder;
            this.index = index;
            this.cell = cells.get(index);
            this.before = before;
            this.left = left;
        }

        @Override
        public Setup setup() {
            return setup;
        }

        @Override
        public Path folder() {
            return folder.work(cell);
        }

        @Override
        public void progress(double done, String text) {
            listener.progress(
                    (before + Math.clamp(done, 0.0, 1.0) * cell.seconds()) / left,
                    index + 1,
                    cells.size(),
                    cell.id() + "  " + text);
        }

        @Override
        public void checkStop() {
            if (stopped()) {
                throw new ExperimentStopped();
            }
        }

        @Override
        public void onStop(Runnable request) {
            boolean already;
            synchronized (requests) {
                already = stop;
                requests.add(request);
            }
            if (already) {
                request.run();
            }
        }
    }
}
