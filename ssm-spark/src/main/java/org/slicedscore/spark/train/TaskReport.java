package org.slicedscore.spark.train;

import java.io.Serializable;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.spark.rows.RunFiles;

/**
 * What a task brings back.
 *
 * @param task its number
 * @param weights the SHA-256 of the model that it came to; null if it failed
 * @param run the files of the run, of the first task alone
 * @param exchanged what it cost to exchange sums
 * @param seconds of training in all
 * @param kind of the error, null if there was none
 * @param error the error
 */
record TaskReport(
        int task,
        String weights,
        RunFiles run,
        Exchanged exchanged,
        double seconds,
        SsmException.Kind kind,
        String error)
        implements Serializable {
    /**
     * The exchange of sums.
     *
     * @param steps how often
     * @param seconds how long, waiting for slower tasks included
     * @param bytes sent to other tasks
     */
    record Exchanged(long steps, double seconds, long bytes) implements Serializable {}

    static TaskReport failed(int task, SsmException e) {
        return new TaskReport(task, null, null, null, 0, e.kind(), e.getMessage());
    }
}
