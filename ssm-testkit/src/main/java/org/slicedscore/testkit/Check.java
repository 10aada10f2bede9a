package org.slicedscore.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One check of a {@link PluginContract}. To JUnit it is a test; {@link ContractRun} finds it where there is no JUnit, as in
 * {@code ssm plugins verify}.
 *
 * <p>The method takes no arguments, returns normally where the plug-in holds what it should, throws an {@link
 * AssertionError} whose message says what was found and what was expected where it does not, a {@link
 * NotApplicableException} where the plug-in does not claim what is checked, and an {@link
 * org.opentest4j.TestAbortedException} where this machine cannot check it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(InapplicablePasses.class)
@SuppressWarnings(
        "exports") // JUnit is there where a test is compiled, and need not be there where the command runs checks
public @interface Check {
    /**
     * What holds when the check passes.
     *
     * @return one line, without a full stop
     */
    String value();
}
