/**
 * The paper's experiments, the benchmark of detectors, that of densities, and images. Nothing here is exported: the command finds experiments as services.
 *
 * @provides org.slicedscore.engine.experiment.Experiment the experiments of the paper, detectors of strange rows, densities, images
 */
module org.slicedscore.experiments {
    requires org.slicedscore.engine;

    provides org.slicedscore.engine.experiment.Experiment with
            org.slicedscore.experiments.anomaly.AnomalyBenchmark,
            org.slicedscore.experiments.density.Densities,
            org.slicedscore.experiments.gallery.Gallery,
            org.slicedscore.experiments.implicit.Implicit,
            org.slicedscore.experiments.paper.DeepKernels,
            org.slicedscore.experiments.paper.Estimation,
            org.slicedscore.experiments.paper.Flows,
            org.slicedscore.experiments.paper.Projections,
            org.slicedscore.experiments.paper.CostScaling;
}
