package org.slicedscore.testkit;

import java.util.Map;
import org.slicedscore.api.Plugin;

/**
 * What every {@link Plugin} must satisfy, of whatever kind. The kinds have contracts of their own that build on this one:
 * {@link ModelContract}, {@link ProjectionContract}, {@link ObjectiveContract}, {@link OptimizerContract} and {@link
 * BackendContract}. Extend one, return your plug-in, and run the class with JUnit:
 *
 * <pre>{@code
 * class BananaTest extends ModelContract {
 *     protected Model model() {
 *         return new Banana();
 *     }
 * }
 * }</pre>
 *
 * <p>Each method with {@link Check} is a test. Failures are {@link AssertionError}s whose message says which plug-in, what
 * was tried, what was found and expected, and as a rule what to do. Checks may run in any order; one contract object is used
 * by one thread.
 */
public abstract class PluginContract {
    /** For subclasses. */
    protected PluginContract() {}

    /**
     * The plug-in under test.
     *
     * @return a fresh or shared instance
     */
    protected abstract Plugin plugin();

    /**
     * Values of its options, as a user types them; small sizes keep the checks fast.
     *
     * @return name to text; options that are not named are at their defaults; by default what the plug-in says itself
     */
    protected Map<String, String> options() {
        return plugin().optionsForChecks();
    }

    /** It can be found as a service, and it describes itself and its options. */
    @Check("it can be found as a service, and describes itself and its options")
    protected void describesItself() {
        PluginChecks.check(plugin());
    }

    /** A name for messages: {@code model 'gmm'}. */
    final String name() {
        return PluginChecks.name(plugin());
    }
}
