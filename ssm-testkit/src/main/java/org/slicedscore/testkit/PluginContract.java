package org.slicedscore.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * The contract of every {@link Plugin}. Each kind has its own contract, which extends this one:
 * {@link ModelContract}, {@link ProjectionContract}, {@link ObjectiveContract}, {@link OptimizerContract}, {@link
 * SamplerContract}, {@link GeneratorContract}, {@link DetectorContract}, {@link ExporterContract}, {@link DataFormatContract} and {@link BackendContract}. Extend one, return
 * your plug-in, and run the class with JUnit:
 *
 * <pre>{@code
 * class BananaTest extends ModelContract {
 *     protected Model model() {
 *         return new Banana();
 *     }
 * }
 * }</pre>
 *
 * <p>Each method with {@link Check} is a test. Failures are {@link AssertionError}s whose message names the plug-in,
 * what was tried, what was found and expected, and usually what to do. Checks may run in any order; one contract object
 * is used by one thread.
 */
public abstract class PluginContract {
    private static final List<String> TRIED = List.of("-1", "0", "0.5", "1", "2", "3", "true", "false");

    /** Option values from the caller; null to use the contract's own. */
    Map<String, String> given;

    /** For subclasses. */
    protected PluginContract() {}

    /** {@return the plug-in under test, a fresh or shared instance} */
    protected abstract Plugin plugin();

    /**
     * Values of its options, as users write them; small sizes keep the checks fast.
     *
     * @return name to text; other options keep their defaults; by default the plug-in's own options for checks
     */
    protected Map<String, String> options() {
        return given == null ? plugin().optionsForChecks() : given;
    }

    /** It is found as a service and describes itself and its options. */
    @Check("it can be found as a service, and describes itself and its options")
    protected void describesItself() {
        PluginChecks.check(plugin());
    }

    /** A name for messages: {@code model 'gmm'}. */
    final String name() {
        return PluginChecks.name(plugin());
    }

    /** The values of all its options. */
    final Options settings() {
        return Options.parse(name(), plugin().options(), options());
    }

    /**
     * Runs the plug-in with each option in turn at a few of its valid values.
     *
     * @param work the work, which may reject values with an exception of kind USAGE or of the other kinds
     * @param refusals other kinds of rejection
     */
    final void withEachOption(Consumer<Options> work, Kind... refusals) {
        for (Option<?> option : plugin().options()) {
            for (String text : TRIED) {
                if (!admits(option, text)) {
                    continue;
                }
                Map<String, String> values = new HashMap<>(options());
                values.put(option.name(), text);
                try {
                    work.accept(Options.parse(name(), plugin().options(), values));
                } catch (SsmException e) {
                    Expect.assertTrue(
                            e.kind() == Kind.USAGE || Set.of(refusals).contains(e.kind()),
                            () -> at(option, text) + "fails with kind " + e.kind() + ": " + e.getMessage());
                } catch (RuntimeException | AssertionError e) {
                    Expect.fail(
                            at(option, text) + e.getMessage()
                                    + "; narrow the option's range, or refuse what cannot be done"
                                    + " with SsmException.usage",
                            e);
                }
            }
        }
    }

    private String at(Option<?> option, String text) {
        return name() + ": with option '" + option.name() + "' at '" + text + "': ";
    }

    private static boolean admits(Option<?> option, String text) {
        try {
            option.parse(text);
            return true;
        } catch (SsmException e) {
            return false;
        }
    }
}
