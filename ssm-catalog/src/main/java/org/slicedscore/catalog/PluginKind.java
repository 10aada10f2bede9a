package org.slicedscore.catalog;

import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.Generator;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.Projection;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.data.DataFormat;

/** The kinds of plug-in. Ids are unique within a kind. */
public enum PluginKind {
    /** A family of densities or scores. */
    MODEL(Model.class),
    /** A loss. */
    OBJECTIVE(Objective.class),
    /** A distribution of directions. */
    PROJECTION(Projection.class),
    /** A rule that updates parameters. */
    OPTIMIZER(Optimizer.class),
    /** A Markov chain with a model's density as its stationary one. */
    SAMPLER(Sampler.class),
    /** A distribution that rows are drawn from. */
    GENERATOR(Generator.class),
    /** A rule for how strange a row is. */
    DETECTOR(Detector.class),
    /** A file format of trained models. */
    EXPORTER(Exporter.class),
    /** A file format of rows. */
    DATA(DataFormat.class),
    /** Where plans run. */
    BACKEND(BackendProvider.class);

    private final Class<? extends Plugin> type;

    PluginKind(Class<? extends Plugin> type) {
        this.type = type;
    }

    /** The service that plug-ins of this kind provide. */
    public Class<? extends Plugin> type() {
        return type;
    }

    /** The kind in messages: a lower-case word such as {@code model}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
