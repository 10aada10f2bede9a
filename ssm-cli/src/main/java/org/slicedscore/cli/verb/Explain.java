package org.slicedscore.cli.verb;

import java.util.Locale;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.engine.bench.ForwardPass;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingStep;

/** Prints the plan of a training step. */
final class Explain {
    private Explain() {}

    static int print(Context context, TrainingConfig given, TrainingData data) {
        int dim = data.train().dim();
        print(
                context,
                given.resolve(data.train().rows(), dim, data.preprocessing().scaling())
                        .settings(),
                dim);
        return 0;
    }

    /** For a configuration whose batch size is known. */
    static void print(Context context, TrainingConfig config, int dim) {
        TrainingStep.Spec spec = new TrainingStep.Spec(
                config.components(),
                dim,
                config.get(Settings.BATCH_SIZE).orElseThrow(),
                config.get(Settings.MICRO_BATCH).orElse(0),
                config.get(Settings.PROJECTIONS),
                config.get(Settings.CLIP),
                config.get(Settings.EMA).orElseThrow(),
                step -> 0, // the plan is the same at any rate
                config.get(Settings.SEED),
                true);
        BackendChoice choice = context.catalog().backends().choose(config.get(Settings.BACKEND));
        try (Workspace device = Workspace.open(choice, config.get(Settings.THREADS));
                TrainingStep step = new TrainingStep(spec, device)) {
            boolean blocks = config.get(Settings.MICRO_BATCH).isPresent();
            print(context, step.plan(), spec.blocks().rows(0), blocks ? "block" : "step");
        }
    }

    /** The model's value alone. */
    static void forward(Context context, TrainingConfig config, int dim) {
        BackendChoice choice = context.catalog().backends().choose(config.get(Settings.BACKEND));
        try (Workspace device = Workspace.open(choice, config.get(Settings.THREADS));
                ForwardPass pass = new ForwardPass(
                        config.components(),
                        dim,
                        config.get(Settings.BATCH_SIZE).orElseThrow(),
                        config.get(Settings.SEED),
                        device)) {
            print(context, pass.plan(), config.get(Settings.BATCH_SIZE).orElseThrow(), "pass");
        }
    }

    private static void print(Context context, Plan plan, int rows, String run) {
        plan.describe().lines().forEach(context.console().out()::println);
        context.console()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d multiply-adds a %s; %,d for each of %,d rows",
                        plan.multiplyAdds(),
                        run,
                        plan.multiplyAdds() / rows,
                        rows));
    }
}
