package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.models.model.ConvEnergy;
import org.slicedscore.models.model.MlpEnergy;
import org.slicedscore.models.model.NoiseEnergy;
import org.slicedscore.models.model.NoiseScore;
import org.slicedscore.models.model.UnetScore;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.objective.SlicedScoreMatching;
import org.slicedscore.models.objective.VarianceReduced;
import org.slicedscore.models.projection.Rademacher;

/**
 * Keeps docs/cost.md true: the multiply-adds of a training step as the compiled plans count them. With {@code
 * -Dssm.write-docs=true} the page is written instead of compared.
 */
class CostTableTest {
    private static final int B = 128;
    private static final int H = 128;
    private static final int IMAGE = 28 * 28;
    private static final NoiseLevels LEVELS = new NoiseLevels(0.02, 60, NoiseLevels.Law.LOG_NORMAL, -0.8, 1.2);
    private static final Path PAGE = Path.of("..", "docs", "cost.md");

    private static Plan step(Objective objective, int d, int m) {
        return step(new MlpEnergy(), Map.of("hidden", H + "," + H), objective, d, m);
    }

    private static Plan step(Model of, Map<String, String> options, Objective objective, int d, int m) {
        ModelGraph model = new ModelGraph(of, Options.parse("model", of.options(), options));
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(B, d)));
        Directions directions = Directions.random(new Rademacher(), Options.NONE, m);
        ScoreGraph score = new ScoreGraph(model, x, directions, Noise.RANDOM, Options.defaults(objective.options()));
        Expr sigma = LEVELS.draw(B);
        Expr loss = of.noiseConditioned()
                ? objective
                        .loss(score.perturbed(sigma))
                        .mul(NoiseLevels.weight(sigma))
                        .mean()
                : objective.loss(score).mean();
        List<Expr> parameters = model.parameters().values().stream()
                .map(ModelGraph.Parameter::variable)
                .toList();
        List<Expr> gradients = Autodiff.grad(loss, parameters);
        Program.Builder program = Program.named("step");
        for (int i = 0; i < parameters.size(); i++) {
            program.assign(parameters.get(i), parameters.get(i).sub(gradients.get(i)));
        }
        return Compiler.compile(program.build());
    }

    private static long levels(Model model, Objective objective, int d) {
        return step(model, Map.of(), objective, d, 1).multiplyAdds();
    }

    private static double forwards(Plan plan, int d) {
        double forward = (double) B * (d * H + H * H + H);
        return plan.multiplyAdds() / forward;
    }

    @Test
    void theTableIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("ssm.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "docs/cost.md; write it anew with -Dssm.write-docs=true");
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # What a training step costs

                Multiply-adds of one training step (loss and all parameter gradients) of an energy D-128-128-1 with 128 rows, as
                counted in the compiled plans, and in units of one forward pass (log p̃ of the batch). `CostTableTest` checks this
                page.

                ## Exact score matching grows with D, sliced score matching does not

                | D | forward pass | `sm` | `ssm`, M = 1 | `ssm-vr`, M = 1 | `dsm` | arena of `sm` | arena of `ssm-vr` |
                |---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        for (int d : new int[] {2, 10, 50, 100, 200, 400, 784, 1000}) {
            Plan sm = step(new ScoreMatching(), d, 1);
            Plan vr = step(new VarianceReduced(), d, 1);
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %.1f M | %.1f M = %.0f | %.1f M = %.1f | %.1f M = %.1f | %.1f M = %.1f | %.1f MB | %.1f MB |%n",
                    d,
                    1e-6 * B * (d * H + H * H + H),
                    1e-6 * sm.multiplyAdds(),
                    forwards(sm, d),
                    1e-6 * step(new SlicedScoreMatching(), d, 1).multiplyAdds(),
                    forwards(step(new SlicedScoreMatching(), d, 1), d),
                    1e-6 * vr.multiplyAdds(),
                    forwards(vr, d),
                    1e-6 * step(new DenoisingScoreMatching(), d, 1).multiplyAdds(),
                    forwards(step(new DenoisingScoreMatching(), d, 1), d),
                    4e-6 * sm.arenaSize(),
                    4e-6 * vr.arenaSize()));
        }
        page.append("""

                The number after an equals sign is in forward passes. The arena is all memory that a step needs besides parameters,
                inputs and constants. `sm` takes its coordinate directions in blocks, so its arena does not grow with D as the work does.

                ## `ssm-vr` against the theory

                The primal, M tangents and one adjoint pass cost 2 + M forward passes. The reverse sweep over them costs twice as
                much, which gives 3·(2 + M) in all. Nothing is differentiated with respect to x and v, which saves 1 + M products with the
                first layer.

                | D | M | theory | plan | plan / theory |
                |---:|---:|---:|---:|---:|
                """);
        for (int d : new int[] {8, 128, 784}) {
            for (int m : new int[] {1, 4, 16}) {
                long first = (long) B * d * H;
                long all = first + (long) B * H * H + (long) B * H;
                double theory = 3.0 * (2 + m) * all - (1.0 + m) * first;
                Plan plan = step(new VarianceReduced(), d, m);
                page.append(String.format(
                        Locale.ROOT,
                        "| %d | %d | %.2f M | %.2f M | %.4f |%n",
                        d,
                        m,
                        1e-6 * theory,
                        1e-6 * plan.multiplyAdds(),
                        plan.multiplyAdds() / theory));
            }
        }
        page.append("""

                ## At many noise levels

                The default networks, told the level of each row. Drawing levels and noise takes no multiply-adds, so a step costs what
                it would cost at one level.

                | D | `noise-score`, `dsm` | `noise-score`, `ssm-vr`, M = 1 | `noise-energy`, `dsm` | `noise-energy`, `ssm-vr`, M = 1 |
                |---:|---:|---:|---:|---:|
                """);
        for (int d : new int[] {2, 11, 50, 200, 784}) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %d | %.1f M | %.1f M | %.1f M | %.1f M |%n",
                    d,
                    1e-6 * levels(new NoiseScore(), new DenoisingScoreMatching(), d),
                    1e-6 * levels(new NoiseScore(), new VarianceReduced(), d),
                    1e-6 * levels(new NoiseEnergy(), new DenoisingScoreMatching(), d),
                    1e-6 * levels(new NoiseEnergy(), new VarianceReduced(), d)));
        }
        page.append(String.format(
                Locale.ROOT,
                """

                ## Images

                28×28 pixels, 128 images, the default networks. Gathering patches takes no multiply-adds, but time: a convolution is slower than
                a product of matrices of the same size.

                | | multiply-adds |
                |---|---:|
                | `conv-energy`, `ssm-vr`, M = 1 | %.1f M |
                | `conv-energy`, `dsm` | %.1f M |
                | `unet-score`, `dsm` | %.1f M |
                """,
                1e-6
                        * step(new ConvEnergy(), Map.of(), new VarianceReduced(), IMAGE, 1)
                                .multiplyAdds(),
                1e-6
                        * step(new ConvEnergy(), Map.of(), new DenoisingScoreMatching(), IMAGE, 1)
                                .multiplyAdds(),
                1e-6 * levels(new UnetScore(), new DenoisingScoreMatching(), IMAGE)));
        return page.toString();
    }
}
