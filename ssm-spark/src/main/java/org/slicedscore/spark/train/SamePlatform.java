package org.slicedscore.spark.train;

import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.engine.train.Settings;

/** Refuses machines that would round differently: they would come to different weights, and notice at the end. */
final class SamePlatform {
    private SamePlatform() {}

    /** Tells all tasks a text and gives what they said. */
    @FunctionalInterface
    interface Gather {
        /** In the order of the tasks. */
        String[] all(String own);
    }

    /**
     * Compares what all tasks say of themselves.
     *
     * @param own this task's platform
     * @param gather tells the others
     * @throws SsmException of kind USAGE, in all tasks alike, if two differ
     */
    static void check(String own, Gather gather) {
        String[] all = gather.all(own);
        for (int task = 1; task < all.length; task++) {
            if (!all[task].equals(all[0])) {
                throw Problem.usage(Subject.setting(Settings.BACKEND.name()))
                        .says("tasks round differently: task 0 has %s, task %d has %s", all[0], task, all[task])
                        .expected("the same everywhere, so that all tasks come to the same weights")
                        .remedy(
                                "name the backend, use machines of one kind, or bring their vectors to one width with -Dssm.simd.bits=256")
                        .exception();
            }
        }
    }
}
