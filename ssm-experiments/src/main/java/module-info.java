/**
 * Experiments: those of the paper, benchmarks of detectors and of densities, images, and implicit distributions. Nothing here is exported: the command finds experiments as services.
 *
 * @provides org.slicedscore.engine.experiment.Experiment {@code anomaly}, {@code densities}, {@code images}, {@code implicit}, and those of the
 *     paper
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
