/**
 * Draws figures. Nothing here is exported: the command finds the renderer as a service, in a layer that is made when a figure
 * is asked for.
 *
 * @provides org.slicedscore.engine.figure.FigureRenderer figures by XChart, as SVG and PNG
 */
module org.slicedscore.report {
    requires java.desktop;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.knowm.xchart;
    requires org.slicedscore.engine;

    provides org.slicedscore.engine.figure.FigureRenderer with
            org.slicedscore.report.figure.ChartRenderer;
}
