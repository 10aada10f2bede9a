package org.slicedscore.testkit;

/**
 * Thrown by a check that a plug-in need not pass, since it does not claim what is checked. {@link ContractRun} reports such a
 * check as skipped, with the reason; to JUnit it passes, so that a test skipped is always one that should have run.
 */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A check that does not apply.
     *
     * @param reason what the plug-in does not claim
     */
    public NotApplicableException(String reason) {
        super(reason);
    }
}
