/**
 * Draws figures and writes reports. Nothing here is exported: the command finds both as services, in a layer that is made when one is
 * asked for.
 *
 * @provides org.slicedscore.engine.figure.FigureRenderer figures as SVG and PNG
 * @provides org.slicedscore.engine.report.Reporter reports on runs as HTML
 */
module org.slicedscore.report {
    requires com.fasterxml.jackson.databind;
    requires java.desktop;
    requires org.slicedscore.engine;

    provides org.slicedscore.engine.figure.FigureRenderer with
            org.slicedscore.report.figure.Renderer;
    provides org.slicedscore.engine.report.Reporter with
            org.slicedscore.report.HtmlReporter;
}
