package org.slicedscore.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One check of a {@link PluginContract}. To JUnit it is a test; {@link ContractRun} runs it without JUnit, as in
 * {@code ssm plugins verify}.
 *
 * <p>The method takes no arguments. It returns normally if the check passes, throws an {@link AssertionError} that
 * states what was found and expected if it fails, a {@link NotApplicableException} if the plug-in does not claim the
 * checked property, and an {@link org.opentest4j.TestAbortedException} if this machine cannot check it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(InapplicablePasses.class)
@SuppressWarnings(
        "exports") // JUnit is there where a test is compiled, and need not be there where the command runs checks
public @interface Check {
    /** {@return the property that holds if the check passes, in one line, without a full stop} */
    String value();
}
