package org.slicedscore.cli.verb;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;

/** The verbs there are. A verb's own class is loaded when it is used, which keeps the command quick. */
public enum Verbs {
    /** Learns a model. */
    TRAIN("learns a model from rows; writes a run directory", () -> new TrainVerb()),
    /** Shows a table. */
    DATA("shows the columns of a table and what training would make of them", () -> new DataVerb()),
    /** Evaluates a run. */
    EVALUATE("compares a run with yardsticks on rows it did not learn from", () -> new EvaluateVerb()),
    /** Scores rows. */
    SCORE("prints the log-density and the score of each row", () -> new ScoreVerb()),
    /** Draws rows. */
    SAMPLE("draws rows from the model of a run", () -> new SampleVerb()),
    /** Finds strange rows. */
    DETECT("finds strange rows: p-values, decisions and reasons", () -> new DetectVerb()),
    /** Reports on a run. */
    REPORT("writes a page on a run: data, training, verdicts, figures", () -> new ReportVerb()),
    /** Hands a model on. */
    EXPORT("writes what a run learned as ONNX or safetensors", () -> new ExportVerb()),
    /** Draws a figure. */
    PLOT("draws one figure of a run or of a table, as SVG or PNG", () -> new PlotVerb()),
    /** Checks this machine. */
    CHECK("checks derivatives and backends on this machine", () -> new CheckVerb()),
    /** Times a step. */
    BENCH("times a training step", () -> new BenchVerb()),
    /** Runs an experiment. */
    REPRODUCE("runs the paper's experiments: figures, tables, raw results", () -> new ReproduceVerb()),
    /** Lists backends. */
    BACKENDS("lists backends and devices, and why others cannot be used", () -> new BackendsVerb()),
    /** Lists plug-ins. */
    PLUGINS("lists models, objectives and other plug-ins; describes, tests, creates them", () -> new PluginsVerb()),
    /** Looks at the machine. */
    DOCTOR("looks at this machine and its JVM: what is slow or wrong, and what to do", () -> new DoctorVerb()),
    /** Completes command lines. */
    COMPLETION("prints a script that completes command lines in bash, zsh or fish", () -> new CompletionVerb());

    private final String summary;
    private final Supplier<Verb> maker;

    Verbs(String summary, Supplier<Verb> maker) {
        this.summary = summary;
        this.maker = maker;
    }

    /** What users type: a lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, in one line. */
    public String summary() {
        return summary;
    }

    /** Loads the verb. */
    public Verb make() {
        return maker.get();
    }

    /**
     * Finds a verb.
     *
     * @param word what was typed
     * @throws SsmException of kind USAGE, with the nearest valid name, if there is none
     */
    public static Verbs of(String word) {
        List<String> words = Arrays.stream(values()).map(Verbs::word).toList();
        int i = words.indexOf(word);
        if (i < 0) {
            throw SsmException.usage("there is no verb '%s'; %s", word, Names.hint(word, words));
        }
        return values()[i];
    }
}
