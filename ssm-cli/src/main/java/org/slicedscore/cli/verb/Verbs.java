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
    /** Evaluates a run. */
    EVALUATE("held-out losses of a run, with standard errors", () -> new EvaluateVerb()),
    /** Scores rows. */
    SCORE("rows in; log-density, score norm and score vector out", () -> new ScoreVerb()),
    /** Draws rows. */
    SAMPLE("draws rows from the model of a run", () -> new SampleVerb()),
    /** Checks this machine. */
    CHECK("golden vectors, gradients and backends against the oracle", () -> new CheckVerb()),
    /** Times a step. */
    BENCH("times a training step", () -> new BenchVerb()),
    /** Runs an experiment. */
    REPRODUCE("runs the paper's experiments: figures, tables, raw results", () -> new ReproduceVerb()),
    /** Lists backends. */
    BACKENDS("what can compute here, and why the rest cannot", () -> new BackendsVerb()),
    /** Lists plug-ins. */
    PLUGINS("models, objectives, samplers and so on; 'plugins describe ID'", () -> new PluginsVerb());

    private final String summary;
    private final Supplier<Verb> maker;

    Verbs(String summary, Supplier<Verb> maker) {
        this.summary = summary;
        this.maker = maker;
    }

    /**
     * What users type.
     *
     * @return a lower-case word
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What it does.
     *
     * @return one line
     */
    public String summary() {
        return summary;
    }

    /**
     * Loads the verb.
     *
     * @return a new one, for one use
     */
    public Verb make() {
        return maker.get();
    }

    /**
     * Finds a verb.
     *
     * @param word what was typed
     * @return the verb
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
