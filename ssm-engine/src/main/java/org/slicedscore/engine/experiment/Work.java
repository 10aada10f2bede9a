package org.slicedscore.engine.experiment;

import java.nio.file.Path;

/** What a cell works with. */
public interface Work {
    /**
     * What is asked of the experiment.
     *
     * @return the setup
     */
    Setup setup();

    /**
     * A folder of the cell's own, for what it needs to go on from after an interruption. Made when first asked for, gone once
     * the cell is done.
     *
     * @return the folder
     */
    Path folder();

    /**
     * Says how far the cell is. May be called often.
     *
     * @param done from 0 to 1
     * @param text what it is at, a few words
     */
    void progress(double done, String text);

    /**
     * Ends the cell here if a stop was asked for.
     *
     * @throws ExperimentStopped if so
     */
    void checkStop();

    /**
     * Has a stop reach something that runs long without asking.
     *
     * @param request called once, on another thread, when a stop is asked for; at once if it was already
     */
    void onStop(Runnable request);
}
