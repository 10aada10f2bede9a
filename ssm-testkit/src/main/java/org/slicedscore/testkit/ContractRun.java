package org.slicedscore.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.Generator;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.Projection;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.data.DataFormat;

/** Runs the checks of a contract without JUnit. */
public final class ContractRun {
    /** The outcome of a check. */
    public enum Outcome {
        /** The property holds. */
        PASSED,
        /** The property does not hold, or the plug-in threw an exception. */
        FAILED,
        /** The check does not apply to this plug-in or machine. */
        SKIPPED
    }

    /**
     * The result of one check.
     *
     * @param check the property checked
     * @param outcome the outcome
     * @param message what was found and expected, or why it was skipped; empty if it passed
     * @param time the duration
     * @param failure the exception; null if it passed
     */
    public record Result(String check, Outcome outcome, String message, Duration time, Throwable failure) {}

    private ContractRun() {}

    /**
     * The contract of a plug-in's kind, with the given option values and the contract's other defaults.
     *
     * @param plugin the plug-in
     * @param options values of its options by name, as users write them
     * @return the contract of its kind, or else that of every plug-in
     */
    public static PluginContract contractOf(Plugin plugin, Map<String, String> options) {
        PluginContract contract = switch (plugin) {
            case Model model ->
                new ModelContract() {
                    @Override
                    protected Model model() {
                        return model;
                    }
                };
            case Projection projection ->
                new ProjectionContract() {
                    @Override
                    protected Projection projection() {
                        return projection;
                    }
                };
            case Objective objective ->
                new ObjectiveContract() {
                    @Override
                    protected Objective objective() {
                        return objective;
                    }
                };
            case Optimizer optimizer ->
                new OptimizerContract() {
                    @Override
                    protected Optimizer optimizer() {
                        return optimizer;
                    }
                };
            case LevelSampler sampler ->
                new LevelSamplerContract() {
                    @Override
                    protected LevelSampler sampler() {
                        return sampler;
                    }
                };
            case Sampler sampler ->
                new SamplerContract() {
                    @Override
                    protected Sampler sampler() {
                        return sampler;
                    }
                };
            case Generator generator ->
                new GeneratorContract() {
                    @Override
                    protected Generator generator() {
                        return generator;
                    }
                };
            case Detector detector ->
                new DetectorContract() {
                    @Override
                    protected Detector detector() {
                        return detector;
                    }
                };
            case Exporter exporter ->
                new ExporterContract() {
                    @Override
                    protected Exporter exporter() {
                        return exporter;
                    }
                };
            case DataFormat format ->
                new DataFormatContract() {
                    @Override
                    protected DataFormat format() {
                        return format;
                    }
                };
            case BackendProvider provider ->
                new BackendContract() {
                    @Override
                    protected BackendProvider provider() {
                        return provider;
                    }
                };
            default ->
                new PluginContract() {
                    @Override
                    protected Plugin plugin() {
                        return plugin;
                    }
                };
        };
        contract.given = options;
        return contract;
    }

    /**
     * Runs all checks of a contract, the general ones first, always in the same order.
     *
     * @param contract the contract
     * @param listener receives each result
     * @return the results
     */
    public static List<Result> run(PluginContract contract, Consumer<Result> listener) {
        List<Result> results = new ArrayList<>();
        for (Method check : checks(contract.getClass())) {
            Result result = run(contract, check);
            results.add(result);
            listener.accept(result);
        }
        return results;
    }

    private static List<Method> checks(Class<?> type) {
        if (type == Object.class) {
            return List.of();
        }
        List<Method> checks = new ArrayList<>(checks(type.getSuperclass()));
        Map<String, Method> own = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Check.class)) {
                own.put(method.getName(), method);
            }
        }
        checks.removeIf(inherited -> own.containsKey(inherited.getName()));
        checks.addAll(own.values());
        return checks;
    }

    private static Result run(PluginContract contract, Method check) {
        String what = check.getAnnotation(Check.class).value();
        long start = System.nanoTime();
        Throwable thrown = null;
        try {
            check.setAccessible(true);
            check.invoke(contract);
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(check + " cannot be called", e);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return switch (thrown) {
            case null -> new Result(what, Outcome.PASSED, "", time, null);
            case NotApplicableException e -> new Result(what, Outcome.SKIPPED, e.getMessage(), time, e);
            case TestAbortedException e -> new Result(what, Outcome.SKIPPED, e.getMessage(), time, e);
            case AssertionError e -> new Result(what, Outcome.FAILED, String.valueOf(e.getMessage()), time, e);
            case OutOfMemoryError e -> throw e;
            default -> new Result(what, Outcome.FAILED, "threw " + thrown, time, thrown);
        };
    }
}
