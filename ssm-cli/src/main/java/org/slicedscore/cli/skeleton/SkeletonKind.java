package org.slicedscore.cli.skeleton;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;
import org.slicedscore.catalog.PluginKind;

/** The kinds of plug-in that there is a skeleton of. */
public enum SkeletonKind {
    /** A density. */
    MODEL(PluginKind.MODEL, "ModelContract", "model", "ssm train --data builtin:redwine --model @id@"),
    /** A distribution of directions. */
    PROJECTION(
            PluginKind.PROJECTION,
            "ProjectionContract",
            "projection",
            "ssm train --data builtin:redwine --projection @id@"),
    /** A loss. */
    OBJECTIVE(
            PluginKind.OBJECTIVE,
            "ObjectiveContract",
            "objective",
            "ssm train --data builtin:redwine --objective @id@"),
    /** A rule that moves parameters. */
    OPTIMIZER(
            PluginKind.OPTIMIZER,
            "OptimizerContract",
            "optimizer",
            "ssm train --data builtin:redwine --optimizer @id@"),
    /** A Markov chain. */
    SAMPLER(PluginKind.SAMPLER, "SamplerContract", "sampler", "ssm sample RUN --sampler @id@"),
    /** A distribution of rows. */
    GENERATOR(PluginKind.GENERATOR, "GeneratorContract", "generator", "ssm train --data generator:@id@?n=1000"),
    /** A rule for strange rows. */
    DETECTOR(PluginKind.DETECTOR, "DetectorContract", "detector", "ssm detect fit builtin:redwine --detectors @id@"),
    /** A file format of trained models. */
    EXPORTER(PluginKind.EXPORTER, "ExporterContract", "exporter", "ssm export RUN --format @id@"),
    /** A file format. */
    FORMAT(PluginKind.DATA, "DataFormatContract", "format", "ssm train --data rows.@id@"),
    /** Where plans run. */
    BACKEND(PluginKind.BACKEND, "BackendContract", "provider", "ssm check --backend @id@");

    private final PluginKind kind;
    private final String contract;
    private final String accessor;
    private final String example;

    SkeletonKind(PluginKind kind, String contract, String accessor, String example) {
        this.kind = kind;
        this.contract = contract;
        this.accessor = accessor;
        this.example = example;
    }

    /**
     * Finds a kind.
     *
     * @param word what was typed
     * @throws SsmException of kind USAGE, with the nearest valid name, if there is none
     */
    public static SkeletonKind of(String word) {
        List<String> words = Arrays.stream(values()).map(SkeletonKind::word).toList();
        int i = words.indexOf(word);
        if (i < 0) {
            throw SsmException.usage("there is no skeleton of kind '%s'; %s", word, Names.hint(word, words));
        }
        return values()[i];
    }

    /** What users type: a lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> service() {
        return kind.type();
    }

    String contract() {
        return contract;
    }

    /** The method of the contract that the author overrides. */
    String accessor() {
        return accessor;
    }

    /** A command to try it with. */
    String example() {
        return example;
    }
}
