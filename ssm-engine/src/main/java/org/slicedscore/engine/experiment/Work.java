package org.slicedscore.engine.experiment;

import java.nio.file.Path;

/** The surroundings of a running cell. */
public interface Work {
    /** The request. */
    Setup setup();

    /**
     * The cell's own folder, for files it needs to resume after an interruption. Created on first use, deleted when the
     * cell is done.
     */
    Path folder();

    /**
     * Reports the cell's progress. May be called often.
     *
     * @param done from 0 to 1
     * @param text the current activity in a few words
     */
    void progress(double done, String text);

    /**
     * Ends the cell here if it was asked to stop.
     *
     * @throws ExperimentStopped if so
     */
    void checkStop();

    /**
     * Registers an action that stops long-running work.
     *
     * @param request called once, on another thread, when asked to stop; immediately if that has already happened
     */
    void onStop(Runnable request);
}
