package org.slicedscore.experiments.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.figure.Figure;

/** Runs cells and keeps reports, for tests. */
public final class Bench implements Work, Report {
    public final List<String> text = new ArrayList<>();
    public final List<Figure> figures = new ArrayList<>();

    /** The progress at which a stop is asked for; more than 1 for never. */
    public double stopAt = 2;

    private final Setup setup;
    private final Path folder;
    private Runnable stop;
    private boolean stopped;

    public Bench(Setup setup, Path folder) {
        this.setup = setup;
        this.folder = folder;
    }

    public static Setup setup(Experiment experiment, List<String> data, Map<String, String> options) {
        return new Setup(
                true,
                1,
                data,
                Options.parse(experiment.id(), experiment.options(), options),
                "simd",
                0,
                Catalog.load());
    }

    public ExperimentResults.Row run(Experiment experiment, Cell cell) {
        // as after a journey through a file
        Map<String, Object> values = new LinkedHashMap<>(experiment.run(cell, this));
        values.replaceAll((name, v) ->
                v instanceof double[] array ? Arrays.stream(array).boxed().toList() : v);
        return new ExperimentResults.Row(cell, values, 1);
    }

    @Override
    public Setup setup() {
        return setup;
    }

    @Override
    public Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void progress(double done, String what) {
        if (done >= stopAt) {
            stopped = true;
            if (stop != null) {
                stop.run();
            }
        }
    }

    @Override
    public void checkStop() {
        if (stopped) {
            throw new ExperimentStopped();
        }
    }

    @Override
    public void onStop(Runnable request) {
        stop = request;
    }

    @Override
    public void heading(String heading) {
        text.add(heading);
    }

    @Override
    public void paragraph(String markdown) {
        text.add(markdown);
    }

    @Override
    public void table(String name, String caption, List<String> header, List<List<String>> rows) {
        rows.forEach(row -> {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(row + " under " + header);
            }
            text.add(String.join(" | ", row));
        });
    }

    @Override
    public void figure(Figure figure) {
        figures.add(figure);
    }
}
