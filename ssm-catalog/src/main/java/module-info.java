/**
 * Finds plug-ins and backends, isolates them, and reports which are broken and why.
 *
 * @uses org.slicedscore.api.Detector detectors of strange rows
 * @uses org.slicedscore.api.Exporter formats of trained models for other runtimes
 * @uses org.slicedscore.api.Generator sources of rows
 * @uses org.slicedscore.api.Model the formulas that are trained
 * @uses org.slicedscore.api.Objective training losses
 * @uses org.slicedscore.api.Optimizer parameter updates
 * @uses org.slicedscore.api.Projection distributions of random directions
 * @uses org.slicedscore.api.Sampler Markov chains
 * @uses org.slicedscore.api.backend.BackendProvider what runs plans on a device
 * @uses org.slicedscore.api.data.DataFormat file formats
 */
module org.slicedscore.catalog {
    requires org.slf4j;
    requires transitive org.slicedscore.api;

    exports org.slicedscore.catalog;

    uses org.slicedscore.api.Detector;
    uses org.slicedscore.api.Exporter;
    uses org.slicedscore.api.Generator;
    uses org.slicedscore.api.Model;
    uses org.slicedscore.api.Objective;
    uses org.slicedscore.api.Optimizer;
    uses org.slicedscore.api.Projection;
    uses org.slicedscore.api.Sampler;
    uses org.slicedscore.api.backend.BackendProvider;
    uses org.slicedscore.api.data.DataFormat;
}
