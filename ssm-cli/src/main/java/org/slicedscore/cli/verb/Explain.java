package org.slicedscore.cli.verb;

import java.util.Locale;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.engine.bench.ForwardPass;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingStep;

/** Prints the plan of a training step. */
final class Explain {
    private Explain() {}

    static int print(Context context, TrainingConfig given, TrainingData data) {
        int dim = data.train().dim();
        TrainingConfig config = given.resolve(data.train().rows(), dim, context.catalog());
        print(context, config, dim);
        return 0;
    }

    /** For a configuration whose batch size is known. */
    static void print(Context context, TrainingConfig config, int dim) {
        TrainingStep.Spec spec = new TrainingStep.Spec(
                config.components(context.catalog()),
                dim,
                config.batchSize(),
                config.projections(),
                config.clip(),
                config.ema(),
                step -> config.learningRate(),
                config.seed(),
                true);
        BackendChoice choice = context.catalog().backends().choose(config.backend());
        try (Workspace device = Workspace.open(choice, config.threads());
                TrainingStep step = new TrainingStep(spec, device)) {
            print(context, step.plan(), config, "step");
        }
    }

    /** The model's value alone. */
    static void forward(Context context, TrainingConfig config, int dim) {
        BackendChoice choice = context.catalog().backends().choose(config.backend());
        try (Workspace device = Workspace.open(choice, config.threads());
                ForwardPass pass = new ForwardPass(
                        config.components(context.catalog()), dim, config.batchSize(), config.seed(), device)) {
            print(context, pass.plan(), config, "pass");
        }
    }

    private static void print(Context context, Plan plan, TrainingConfig config, String run) {
        plan.describe().lines().forEach(context.console().out()::println);
        context.console()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d multiply-adds a %s; %,d for each of %,d rows",
                        plan.multiplyAdds(),
                        run,
                        plan.multiplyAdds() / config.batchSize(),
                        config.batchSize()));
    }
}
