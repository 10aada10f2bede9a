package org.slicedscore.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.BackendState;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;

/**
 * Checks an installation without any file: every derivative on a double-precision backend against finite differences,
 * and every other backend against that one. Covers all installed models, objectives and projections, with the options
 * they declare for checks.
 */
public final class SelfCheck {
    private static final int DIRECTIONS = 2;

    private final Catalog catalog;
    private final BackendChoice yardstick;

    private SelfCheck(Catalog catalog, BackendChoice yardstick) {
        this.catalog = catalog;
        this.yardstick = yardstick;
    }

    /**
     * Checks backends.
     *
     * @param catalog what is installed
     * @param backends the backends to check
     * @param progress receives the name of each check before it runs
     * @return one report per backend
     * @throws SsmException of kind BACKEND if no double-precision backend is available to compare with
     */
    public static List<CheckReport> run(Catalog catalog, List<BackendChoice> backends, Consumer<String> progress) {
        SelfCheck check = new SelfCheck(catalog, yardstick(catalog));
        return backends.stream().map(choice -> check.backend(choice, progress)).toList();
    }

    private static BackendChoice yardstick(Catalog catalog) {
        for (BackendState state : catalog.backends().states()) {
            if (state.state() == BackendState.State.AVAILABLE) {
                BackendChoice choice = catalog.backends().choose(state.id());
                try (Backend backend = choice.open(0)) {
                    if (GoldenCheck.tolerance(backend) == GoldenCheck.DOUBLE_TOLERANCE) {
                        return choice;
                    }
                }
            }
        }
        throw SsmException.backend("no backend of double precision is available to compare with");
    }

    private CheckReport backend(BackendChoice choice, Consumer<String> progress) {
        List<CheckReport.Case> cases = new ArrayList<>();
        List<CheckReport.Skip> skipped = new ArrayList<>();
        try (Backend oracle = yardstick.open(0);
                Backend backend = choice.open(0)) {
            // the reference backend is compared with finite differences, the others with the reference
            Backend tested = choice.id().equals(yardstick.id()) ? null : backend;
            double tolerance = GoldenCheck.tolerance(backend);
            for (PluginEntry e : catalog.entries(PluginKind.PROJECTION)) {
                SelfCheckCase one = new SelfCheckCase("projection " + e.id(), oracle, tested, tolerance, cases);
                attempt(one, skipped, progress, () -> one.directions((Projection) e.plugin(), DIRECTIONS));
            }
            for (PluginEntry m : catalog.entries(PluginKind.MODEL)) {
                Model model = (Model) m.plugin();
                SelfCheckCase values = new SelfCheckCase("model " + m.id(), oracle, tested, tolerance, cases);
                attempt(values, skipped, progress, () -> values.values(model, projection(), DIRECTIONS));
                for (PluginEntry o : catalog.entries(PluginKind.OBJECTIVE)) {
                    Objective objective = (Objective) o.plugin();
                    Options options = Options.parse(
                            new Subject.Plugin("objective", o.id()), objective.options(), objective.optionsForChecks());
                    double allowed = tolerance * objective.roundingGain(options);
                    SelfCheckCase loss =
                            new SelfCheckCase("model " + m.id() + ", " + o.id(), oracle, tested, allowed, cases);
                    attempt(
                            loss,
                            skipped,
                            progress,
                            () -> loss.loss(model, objective, options, projection(), DIRECTIONS));
                }
            }
        }
        return new CheckReport(choice.id(), cases, skipped);
    }

    /** Any projection with a known second moment: objectives may need it. */
    private Projection projection() {
        return catalog.entries(PluginKind.PROJECTION).stream()
                .map(e -> (Projection) e.plugin())
                .filter(p -> p.secondMoment(SelfCheckCase.DIM, Options.defaults(p.options()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> SsmException.usage("no projection is installed whose second moment is known"));
    }

    private static void attempt(
            SelfCheckCase one, List<CheckReport.Skip> skipped, Consumer<String> progress, Runnable work) {
        progress.accept(one.name());
        try {
            work.run();
        } catch (SsmException e) {
            if (e.kind() == SsmException.Kind.USAGE) {
                skipped.add(new CheckReport.Skip(one.name(), "", e.getMessage()));
            } else {
                one.fail(e.getMessage());
            }
        } catch (RuntimeException e) {
            // one failure must not hide the results of the others
            one.fail(e.toString());
        }
    }
}
