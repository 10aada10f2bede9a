package org.slicedscore.cli.verb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.engine.figure.FigureModules;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.figure.TerminalGraphics;
import org.slicedscore.engine.report.ReportRequest;
import org.slicedscore.engine.report.Reporter;
import org.slicedscore.engine.run.RunHistory;

/** The loss curve of a run on the terminal. What draws it is looked for before training, so that nothing is missing after it. */
final class LossCurve {
    private static final String AUTO = "auto";
    private static final int USUAL_COLUMNS = 80;

    private final Context context;
    private final TerminalGraphics how;
    private final Reporter reporter;
    private final FigureRenderer renderer;

    private LossCurve(Context context, TerminalGraphics how, FigureModules modules) {
        this.context = context;
        this.how = how;
        reporter = ReportFolder.reporter(modules);
        renderer = ReportFolder.renderer(modules);
    }

    /**
     * What the flag asks for.
     *
     * @param context the console
     * @param word the value of the flag, or null without it
     * @return null if nothing is to be shown: without the flag, or where {@code auto} meets no terminal
     */
    static LossCurve of(Context context, String word) {
        if (word == null || word.equals(AUTO) && !context.console().terminal()) {
            return null;
        }
        return new LossCurve(context, how(context, word), FigureModules.load(ReportFolder.path()));
    }

    private static TerminalGraphics how(Context context, String word) {
        if (word.equals(AUTO)) {
            return TerminalGraphics.of(context.environment());
        }
        List<String> words = Arrays.stream(TerminalGraphics.values())
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = words.indexOf(word);
        if (at < 0) {
            throw Problem.usage(Subject.setting("plot"))
                    .found("'%s'", word)
                    .remedy("%s, or %s", Names.hint(word, words), AUTO)
                    .exception();
        }
        return TerminalGraphics.values()[at];
    }

    /** Shows the curve of a run that has ended. */
    void show(Path run) {
        if (RunHistory.of(run).points().isEmpty()) {
            return;
        }
        ReportRequest request = new ReportRequest(
                run,
                Optional.empty(),
                List.of(),
                context.catalog(),
                AUTO,
                0,
                false,
                FlagWording.FLAGS,
                _ -> {},
                _ -> {});
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        try {
            renderer.terminal(reporter.figure(request, "history", List.of()), how, columns(), picture);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        context.console().picture(picture.toByteArray());
    }

    private int columns() {
        String columns = context.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }
}
