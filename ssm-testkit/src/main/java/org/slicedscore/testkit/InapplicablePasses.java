package org.slicedscore.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Where JUnit runs the checks: lets one pass that does not apply to the plug-in. */
final class InapplicablePasses implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (!(thrown instanceof NotApplicableException)) {
            throw thrown;
        }
    }
}
