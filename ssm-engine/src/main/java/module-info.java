/**
 * Training, evaluation, sampling, runs, checks and experiments. {@link org.slicedscore.engine.Ssm} is the entry point
 * for applications.
 *
 * @uses org.slicedscore.engine.experiment.Experiment reproducible experiments, such as those of the paper
 * @uses org.slicedscore.engine.figure.FigureRenderer the renderer of their figures
 * @uses org.slicedscore.engine.report.Reporter the writer of reports on runs
 */
module org.slicedscore.engine {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires jdk.management;
    requires org.slf4j;
    requires transitive org.slicedscore.api;
    requires transitive org.slicedscore.catalog;
    requires transitive org.slicedscore.core;
    requires transitive org.slicedscore.data;

    exports org.slicedscore.engine;
    exports org.slicedscore.engine.bench to
            org.slicedscore.cli,
            org.slicedscore.experiments;
    exports org.slicedscore.engine.block;
    exports org.slicedscore.engine.check to
            org.slicedscore.cli;
    exports org.slicedscore.engine.compare;
    exports org.slicedscore.engine.detect;
    exports org.slicedscore.engine.device;
    exports org.slicedscore.engine.doctor;
    exports org.slicedscore.engine.evaluate;
    exports org.slicedscore.engine.experiment;
    exports org.slicedscore.engine.export;
    exports org.slicedscore.engine.figure;
    exports org.slicedscore.engine.flow;
    exports org.slicedscore.engine.report;
    exports org.slicedscore.engine.run;
    exports org.slicedscore.engine.sample;
    exports org.slicedscore.engine.scheme;
    exports org.slicedscore.engine.setting;
    exports org.slicedscore.engine.train;

    uses org.slicedscore.engine.experiment.Experiment;
    uses org.slicedscore.engine.figure.FigureRenderer;
    uses org.slicedscore.engine.report.Reporter;
}
