package org.slicedscore.experiments.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;

/** Scores of images at all noise levels, learned from digits and from shapes of a known distribution. */
public final class Gallery implements Experiment {
    static final String DIGITS = "digits";
    static final String SHAPES = "shapes";

    private static final Option<String> SETS = Option.text(
            "sets",
            SHAPES + "," + DIGITS,
            "shapes: drawn here, needs no data; digits: the images that are given, left out if there are none");
    private static final Option<Integer> STEPS =
            Option.integer("steps", 10_000, 10, 100_000_000, "Training steps of each score network");
    private static final Option<List<Integer>> CHANNELS = Option.integers(
            "channels", List.of(16, 32, 64), 1, "Channels of the score network at each resolution, joined by ','");
    private static final Option<Integer> SAMPLES =
            Option.integer("samples", 512, 64, 1_000_000, "Images to draw for the Fréchet distance");
    private static final Option<Integer> LIKELIHOODS =
            Option.integer("likelihood-images", 64, 2, 1_000_000, "Test images for the bits per dimension");

    /** For the service loader. */
    public Gallery() {}

    @Override
    public String id() {
        return "images";
    }

    @Override
    public String title() {
        return "Scores of images: samples, nearest training images, bits per dimension, Fréchet distances";
    }

    @Override
    public String source() {
        return "Song & Ermon 2019, NeurIPS; Song et al. 2021, ICLR; Karras et al. 2022, NeurIPS";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SETS, STEPS, CHANNELS, SAMPLES, LIKELIHOODS);
    }

    @Override
    public int seeds(boolean quick) {
        return 1;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 120 : 2 * 3600;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<String> data = setup.data();
        if (!data.isEmpty() && data.size() != 2) {
            throw Problem.usage(Subject.setting("data"))
                    .says("experiment 'images' needs the images and the classes of the same set, or neither")
                    .remedy("give two files, such as train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz")
                    .exception();
        }
        List<Cell> cells = new ArrayList<>();
        for (int seed = 1; seed <= setup.seeds(); seed++) {
            for (String set : sets(setup)) {
                if (set.equals(SHAPES)) {
                    cells.add(cell(setup, set, "", "", seed));
                } else if (!data.isEmpty()) {
                    cells.add(cell(setup, set, data.get(0), data.get(1), seed));
                }
            }
        }
        if (cells.isEmpty()) {
            throw Problem.usage(new Subject.Option(new Subject.Plugin("experiment", "images"), SETS.name()))
                    .says("digits needs images and classes")
                    .remedy("give them with %s", Subject.setting("data"))
                    .exception();
        }
        return cells;
    }

    private static List<String> sets(Setup setup) {
        List<String> sets = Arrays.stream(setup.options().get(SETS).split(",", -1))
                .map(String::strip)
                .toList();
        for (String set : sets) {
            if (!List.of(SHAPES, DIGITS).contains(set)) {
                throw Problem.usage(new Subject.Option(new Subject.Plugin("experiment", "images"), SETS.name()))
                        .found("'%s'", set)
                        .expected("some of shapes, digits")
                        .exception();
            }
        }
        return sets;
    }

    private static Cell cell(Setup setup, String set, String source, String labels, int seed) {
        boolean quick = setup.quick();
        int steps = setup.options().get(STEPS);
        List<Integer> channels = setup.options().get(CHANNELS);
        boolean drawn = set.equals(SHAPES);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("set", set);
        settings.put("source", source);
        settings.put("labels", labels);
        settings.put("seed", Integer.toString(seed));
        settings.put("images", quick ? "3000" : drawn ? "40000" : Integer.toString(Integer.MAX_VALUE));
        settings.put("held_out", quick ? "0.1" : "0.01");
        settings.put("steps", Integer.toString(quick ? Math.min(80, steps) : steps));
        settings.put(
                "channels",
                quick
                        ? "8,16"
                        : String.join(
                                ",", channels.stream().map(String::valueOf).toList()));
        settings.put("samples", Integer.toString(quick ? 64 : setup.options().get(SAMPLES)));
        settings.put("neighbours", quick ? "16" : "100");
        settings.put("classifier_steps", quick ? "100" : "1000");
        settings.put(
                "likelihood_images",
                Integer.toString(quick ? 8 : setup.options().get(LIKELIHOODS)));
        double cost = quick ? 40 : 300 + 0.35 * steps;
        return new Cell(set + "-" + seed, settings, drawn ? cost / 3 : cost);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        return new GalleryCell(cell, work).run();
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        new GalleryReport(results, report).write();
    }
}
