package org.slicedscore.engine.experiment;

/** Thrown by a cell that ends early because somebody asked for it. What it has done so far may lie in its folder. */
public final class ExperimentStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Ends a cell. */
    public ExperimentStopped() {
        super("stopped on request", null, false, false);
    }
}
