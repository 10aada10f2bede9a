/**
 * Derivatives, compiler, trainer, samplers, data and the CPU backends.
 *
 * <p>The Vector API has to be in the boot layer: on the module path this descriptor sees to it, on the class path
 * {@code --add-modules jdk.incubator.vector} does.
 */
module org.slicedscore.core {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires jdk.incubator.vector;
    requires jdk.management;
    requires org.slf4j;
    requires transitive org.slicedscore.api;

    exports org.slicedscore.core;
    exports org.slicedscore.core.autodiff;
    exports org.slicedscore.core.bench;
    exports org.slicedscore.core.catalog;
    exports org.slicedscore.core.check;
    exports org.slicedscore.core.compile;
    exports org.slicedscore.core.data;
    exports org.slicedscore.core.data.prep;
    exports org.slicedscore.core.data.synthetic;
    exports org.slicedscore.core.evaluate;
    exports org.slicedscore.core.experiment;
    exports org.slicedscore.core.interpret;
    exports org.slicedscore.core.io;
    exports org.slicedscore.core.random;
    exports org.slicedscore.core.run;
    exports org.slicedscore.core.sample;
    exports org.slicedscore.core.score;
    exports org.slicedscore.core.train;

    uses org.slicedscore.api.Generator;
    uses org.slicedscore.api.Model;
    uses org.slicedscore.api.Objective;
    uses org.slicedscore.api.Optimizer;
    uses org.slicedscore.api.Projection;
    uses org.slicedscore.api.Sampler;
    uses org.slicedscore.api.backend.BackendProvider;
    uses org.slicedscore.api.data.DataFormat;
    uses org.slicedscore.core.experiment.Experiment;
    uses org.slicedscore.core.experiment.FigureRenderer;

    provides org.slicedscore.api.backend.BackendProvider with
            org.slicedscore.core.backend.reference.ReferenceBackendProvider,
            org.slicedscore.core.backend.simd.SimdBackendProvider;
    provides org.slicedscore.api.Generator with
            org.slicedscore.core.data.generator.BananaGenerator,
            org.slicedscore.core.data.generator.CheckerboardGenerator,
            org.slicedscore.core.data.generator.EightGaussians,
            org.slicedscore.core.data.generator.FunnelGenerator,
            org.slicedscore.core.data.generator.GaussianGenerator,
            org.slicedscore.core.data.generator.Rings,
            org.slicedscore.core.data.generator.Spirals,
            org.slicedscore.core.data.generator.TwoMoons;
    provides org.slicedscore.api.data.DataFormat with
            org.slicedscore.core.data.format.DelimitedText,
            org.slicedscore.core.data.format.NpyFormat,
            org.slicedscore.core.data.format.NpzFormat,
            org.slicedscore.core.data.format.IdxFormat;
}
