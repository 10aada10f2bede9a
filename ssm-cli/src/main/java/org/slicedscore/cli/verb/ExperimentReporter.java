package org.slicedscore.cli.verb;

import java.util.Locale;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.engine.experiment.ExperimentRun;

/** Says on standard error how an experiment goes. */
final class ExperimentReporter implements ExperimentRun.Listener, AutoCloseable {
    private final Console console;
    private final ProgressLine line;

    ExperimentReporter(Console console) {
        this.console = console;
        this.line = console.progress();
    }

    @Override
    public void planned(int cells, int done) {
        if (done == 0) {
            console.note("%d cells", cells);
        } else {
            console.note("%d cells, %d of them done before", cells, done);
        }
    }

    @Override
    public void progress(double done, int cell, int cells, String text) {
        line.update(done, () -> String.format(Locale.ROOT, "%d of %d  %s", cell, cells, text));
    }

    @Override
    public void close() {
        line.close();
    }
}
