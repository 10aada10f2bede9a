package org.slicedscore.engine.sample;

/** Hears how far sampling is, and may end it. */
public interface Watch {
    /** Hears nothing and ends nothing. */
    Watch NONE = (done, phase) -> true;

    /**
     * Called between transitions.
     *
     * @param done how much of the work, from 0 to 1
     * @param phase what is being done, a few words
     * @return false to stop here
     */
    boolean at(double done, String phase);
}
