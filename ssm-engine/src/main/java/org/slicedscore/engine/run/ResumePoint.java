package org.slicedscore.engine.run;

import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.engine.train.Snapshot;

/**
 * Where a run goes on.
 *
 * @param snapshot the latest checkpoint that is sound; null if there is none yet, so that the run starts over
 * @param damaged later checkpoints that are damaged, from the latest on
 */
public record ResumePoint(Snapshot snapshot, List<Problem> damaged) {
    /** Copies the list. */
    public ResumePoint {
        damaged = List.copyOf(damaged);
    }
}
