/**
 * Tables of rows: sources, reading, diagnostics, and the coordinates in which a model is trained.
 *
 * @provides org.slicedscore.api.data.DataFormat delimited text, NPY, NPZ and IDX
 * @provides org.slicedscore.api.Exporter {@code safetensors}
 * @provides org.slicedscore.api.Generator the known densities of {@code synthetic:NAME}
 */
module org.slicedscore.data {
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires transitive org.slicedscore.api;
    requires transitive org.slicedscore.catalog;

    exports org.slicedscore.data;
    exports org.slicedscore.data.io;
    exports org.slicedscore.data.prep;
    exports org.slicedscore.data.schema;
    exports org.slicedscore.data.random to
            org.slicedscore.engine,
            org.slicedscore.experiments;
    exports org.slicedscore.data.synthetic to
            org.slicedscore.experiments;

    provides org.slicedscore.api.Exporter with
            org.slicedscore.data.export.SafetensorsExporter;
    provides org.slicedscore.api.Generator with
            org.slicedscore.data.generator.BananaGenerator,
            org.slicedscore.data.generator.CheckerboardGenerator,
            org.slicedscore.data.generator.EightGaussians,
            org.slicedscore.data.generator.FunnelGenerator,
            org.slicedscore.data.generator.GaussianGenerator,
            org.slicedscore.data.generator.Rings,
            org.slicedscore.data.generator.Spirals,
            org.slicedscore.data.generator.TwoMoons;
    provides org.slicedscore.api.data.DataFormat with
            org.slicedscore.data.format.DelimitedText,
            org.slicedscore.data.format.NpyFormat,
            org.slicedscore.data.format.NpzFormat,
            org.slicedscore.data.format.IdxFormat;
}
