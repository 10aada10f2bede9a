package org.slicedscore.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.report.Reporter;
import org.slicedscore.report.run.DetectorReport;
import org.slicedscore.report.run.FigureMaker;
import org.slicedscore.report.run.ModelReport;

/** Writes reports as HTML. */
public final class HtmlReporter implements Reporter {
    /** For the service loader. */
    public HtmlReporter() {
        System.setProperty("java.awt.headless", "true");
    }

    @Override
    public void write(ReportRequest request, OutputStream out) throws IOException {
        boolean detector = DetectionRun.isRun(request.run());
        (detector ? DetectorReport.of(request) : ModelReport.of(request)).write(out);
    }

    @Override
    public List<String> figures() {
        return FigureMaker.NAMES;
    }

    @Override
    public Figure figure(ReportRequest request, String name, List<String> columns) {
        return FigureMaker.make(request, name, columns);
    }
}
