/**
 * The paper's experiments and the drawing of figures. Nothing here is exported: the command finds experiments and the
 * renderer as services, in a layer that is made when an experiment is asked for.
 *
 * @provides org.slicedscore.core.experiment.Experiment the experiments of the paper
 * @provides org.slicedscore.core.experiment.FigureRenderer figures by XChart, as SVG and PNG
 */
module org.slicedscore.experiments {
    requires java.desktop;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.knowm.xchart;
    requires org.slicedscore.core;

    provides org.slicedscore.core.experiment.Experiment with
            org.slicedscore.experiments.paper.DeepKernels,
            org.slicedscore.experiments.paper.Estimation,
            org.slicedscore.experiments.paper.Flows,
            org.slicedscore.experiments.paper.Projections,
            org.slicedscore.experiments.paper.Scaling;
    provides org.slicedscore.core.experiment.FigureRenderer with
            org.slicedscore.experiments.figure.ChartRenderer;
}
