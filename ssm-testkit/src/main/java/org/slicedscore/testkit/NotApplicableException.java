package org.slicedscore.testkit;

/**
 * Thrown by a check that does not apply because the plug-in does not claim the checked property. {@link ContractRun}
 * reports such a check as skipped, with the reason. In JUnit it passes, so that every skipped test is one that should
 * have run.
 */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Marks a check as not applicable.
     *
     * @param reason what the plug-in does not claim
     */
    public NotApplicableException(String reason) {
        super(reason);
    }
}
