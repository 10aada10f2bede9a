package org.slicedscore.experiments.implicit;

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

/**
 * Models trained through distributions that can only be sampled: the gradient of the entropy of a Gaussian against theory, and
 * variational and Wasserstein auto-encoders of binarised images with the entropy by sliced score estimation, the Stein and the
 * spectral estimator.
 */
public final class Implicit implements Experiment {
    static final String ENTROPY = "entropy";
    static final String IMAGES = "images";
    static final String PART = "part";

    private static final Option<String> PARTS = Option.text(
            "parts",
            ENTROPY + "," + IMAGES,
            "entropy: a Gaussian against theory, needs no data; images: auto-encoders");
    private static final Option<String> MODELS = Option.text("models", "vae", "vae, wae, or both joined by ','");
    private static final Option<String> METHODS =
            Option.text("methods", String.join(",", LatentScheme.METHODS), "Estimators to compare, joined by ','");
    private static final Option<List<Integer>> LATENT =
            Option.integers("latent", List.of(8), 1, "Latent dimensions, joined by ','");
    private static final Option<Integer> STEPS =
            Option.integer("steps", 100_000, 100, 100_000_000, "Training steps of each model");
    private static final Option<Integer> PARTICLES =
            Option.integer("particles", 100, 2, 10_000, "Draws for each image, for stein and spectral");
    private static final Option<Integer> TEST_IMAGES =
            Option.integer("test-images", 1000, 2, 1_000_000, "Test images for the likelihood");
    private static final Option<Integer> TEMPERATURES = Option.integer(
            "temperatures", 500, 10, 1_000_000, "Steps of annealed importance sampling, for the likelihood");

    /** For the service loader. */
    public Implicit() {}

    @Override
    public String id() {
        return "implicit";
    }

    @Override
    public String title() {
        return "Models through distributions that can only be sampled: entropy gradients, VAE and WAE likelihoods and samples";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, sections 5.2 and 6.4 (table 2)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PARTS, MODELS, METHODS, LATENT, STEPS, PARTICLES, TEST_IMAGES, TEMPERATURES);
    }

    @Override
    public int seeds(boolean quick) {
        return 1;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 180 : 18 * 3600;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        List<String> parts = chosen(setup, PARTS, List.of(ENTROPY, IMAGES));
        List<Cell> cells = new ArrayList<>();
        if (parts.contains(ENTROPY)) {
            cells.addAll(EntropyCells.plan(setup));
        }
        if (parts.contains(IMAGES)) {
            images(setup, cells);
        }
        return cells;
    }

    private void images(Setup setup, List<Cell> cells) {
        if (setup.data().isEmpty() || setup.data().size() > 2) {
            throw Problem.usage(Subject.setting("data"))
                    .says("experiment 'implicit' needs images")
                    .remedy(
                            "give train-images-idx3-ubyte.gz, and t10k-images-idx3-ubyte.gz as a second file for the test, else a seventh of the first is taken; %s needs none",
                            Subject.setting("experiment." + PARTS.name(), ENTROPY))
                    .exception();
        }
        LatentTraining.config(setup);
        for (int seed = 1; seed <= setup.seeds(); seed++) {
            for (String model : chosen(setup, MODELS, LatentScheme.MODELS)) {
                for (int latent : setup.options().get(LATENT)) {
                    for (String method : chosen(setup, METHODS, LatentScheme.METHODS)) {
                        if (!model.equals("wae") || !method.equals("elbo")) {
                            cells.add(cell(setup, model, latent, method, seed));
                        }
                    }
                }
            }
        }
    }

    private static List<String> chosen(Setup setup, Option<String> option, List<String> valid) {
        List<String> chosen = Arrays.stream(setup.options().get(option).split(",", -1))
                .map(String::strip)
                .toList();
        for (String each : chosen) {
            if (!valid.contains(each)) {
                throw Problem.usage(new Subject.Option(new Subject.Plugin("experiment", "implicit"), option.name()))
                        .found("'%s'", each)
                        .expected("some of %s", String.join(", ", valid))
                        .exception();
            }
        }
        return chosen;
    }

    private static Cell cell(Setup setup, String model, int latent, String method, int seed) {
        boolean quick = setup.quick();
        boolean kernel = !method.equals("elbo") && !method.equals("ssm");
        int steps = quick
                ? Math.min(300, setup.options().get(STEPS))
                : setup.options().get(STEPS);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(PART, IMAGES);
        settings.put("model", model);
        settings.put("latent", Integer.toString(latent));
        settings.put("method", method);
        settings.put("seed", Integer.toString(seed));
        settings.put("train", setup.data().getFirst());
        settings.put("test", setup.data().size() > 1 ? setup.data().get(1) : "");
        settings.put("images", quick ? "6000" : Integer.toString(Integer.MAX_VALUE));
        settings.put("hidden", "256");
        settings.put("steps", Integer.toString(steps));
        settings.put("every", Integer.toString(Math.clamp(steps / 100, 50, 500)));
        settings.put("curve_every", Integer.toString(Math.clamp(steps / 10, 100, 5000)));
        settings.put("curve_chains", "8");
        settings.put("curve_temperatures", quick ? "50" : "100");
        int particles = setup.options().get(PARTICLES);
        settings.put("particles", kernel ? Integer.toString(quick ? Math.min(20, particles) : particles) : "1");
        settings.put(
                "test_images", Integer.toString(quick ? 64 : setup.options().get(TEST_IMAGES)));
        settings.put("chains", quick ? "8" : "16");
        settings.put(
                "temperatures", Integer.toString(quick ? 100 : setup.options().get(TEMPERATURES)));
        settings.put("leaps", "5");
        double second = kernel ? 3 : 60;
        return new Cell(model + "-" + latent + "-" + method + "-" + seed, settings, 30 + steps / second);
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        return cell.get(PART).equals(ENTROPY) ? EntropyCells.run(cell, work) : new LatentTraining(cell, work).run();
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        new ImplicitReport(results, report).write();
    }
}
