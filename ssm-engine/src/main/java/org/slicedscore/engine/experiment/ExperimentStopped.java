package org.slicedscore.engine.experiment;

/** Thrown by a cell that was asked to stop. Its folder may hold partial work. */
public final class ExperimentStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Ends a cell. */
    public ExperimentStopped() {
        super("stopped on request", null, false, false);
    }
}
