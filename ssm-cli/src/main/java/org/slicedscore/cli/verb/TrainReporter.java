package org.slicedscore.cli.verb;

import java.util.Locale;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.engine.bench.Profile;
import org.slicedscore.engine.train.TrainingListener;

/** Says on standard error how training goes. */
final class TrainReporter implements TrainingListener, AutoCloseable {
    private final Console console;
    private ProgressLine line;
    private String validation = "";
    private Profile profile;

    TrainReporter(Console console) {
        this.console = console;
    }

    @Override
    public void started(Start what) {
        console.note("backend %s on %s, %s (%s)", what.backend(), what.device(), threads(what), what.backendReason());
        console.note(
                "%,d parameters; %,d rows to learn from, %,d to stop by, %,d to report on; batches of %,d, at most %,d steps, %,d multiply-adds each",
                what.parameters(),
                what.trainRows(),
                what.validationRows(),
                what.testRows(),
                what.batchSize(),
                what.totalSteps(),
                what.multiplyAdds());
        if (what.firstStep() > 0) {
            console.note("going on after step %,d", what.firstStep());
        }
        line = console.progress();
    }

    @Override
    public void progress(Progress p) {
        line.update(
                (double) p.step() / p.totalSteps(),
                () -> String.format(
                        Locale.ROOT,
                        "epoch %d  loss %.4g%s  %.0f steps/s",
                        p.epoch(),
                        p.loss(),
                        validation,
                        p.stepsPerSecond()));
    }

    @Override
    public void evaluated(Evaluated e) {
        validation = String.format(
                Locale.ROOT, "  validation %.4g, best %.4g at step %,d", e.loss(), e.bestLoss(), e.bestStep());
    }

    @Override
    public void profiled(Profiled p) {
        profile = Profile.of(p.plan(), p.nanoseconds(), p.runs(), p.peak());
    }

    /** Where the time of the steps went; null where that was not asked for. */
    Profile profile() {
        return profile;
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }

    private static String threads(Start what) {
        return what.threads() == 1 ? "1 thread" : what.threads() + " threads";
    }
}
