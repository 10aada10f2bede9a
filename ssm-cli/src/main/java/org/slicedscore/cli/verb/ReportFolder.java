package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.figure.FigureModules;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.report.Reporter;

/** The folder of what draws and reports, beside the one that this module is in. */
final class ReportFolder {
    private ReportFolder() {}

    /** The folder, which may be missing; null outside of a module path. */
    static Path path() {
        return Optional.ofNullable(ReportFolder.class.getModule().getName())
                .flatMap(ModuleLayer.boot().configuration()::findModule)
                .flatMap(m -> m.reference().location())
                .map(uri -> Path.of(uri).resolveSibling("../report").normalize())
                .orElse(null);
    }

    /** What writes reports. */
    static Reporter reporter(FigureModules modules) {
        List<Reporter> found = modules.all(Reporter.class);
        if (found.isEmpty()) {
            throw SsmException.usage(
                    "nothing that writes reports is installed in %s; install ssm again, with its folder report",
                    path() == null ? "the class path" : path());
        }
        return found.getFirst();
    }

    /** What draws figures. */
    static FigureRenderer renderer(FigureModules modules) {
        List<FigureRenderer> found = modules.all(FigureRenderer.class);
        if (found.isEmpty()) {
            throw SsmException.usage(
                    "nothing that draws figures is installed in %s; install ssm again, with its folder report",
                    path() == null ? "the class path" : path());
        }
        return found.getFirst();
    }
}
