package org.slicedscore.engine.sample;

/** Receives the progress of sampling and may stop it. */
public interface Watch {
    /** Ignores progress and never stops. */
    Watch NONE = (done, phase) -> true;

    /**
     * Called between transitions.
     *
     * @param done share of the work, from 0 to 1
     * @param phase the current activity in a few words
     * @return false to stop
     */
    boolean at(double done, String phase);
}
