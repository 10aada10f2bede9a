package org.slicedscore.spark.train;

import org.slicedscore.api.error.Problem;
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
     * A gathering that also compares what all tasks say of themselves: one exchange of texts, since Spark's takes a second.
     *
     * @param platform this task's, in one line
     * @param gather tells the others
     * @return a gathering that throws an SsmException of kind USAGE, in all tasks alike, if two platforms differ
     */
    static Gather checked(String platform, Gather gather) {
        return own -> {
            String[] all = gather.all(platform + "\n" + own);
            String first = all[0].substring(0, all[0].indexOf('\n'));
            for (int task = 0; task < all.length; task++) {
                int end = all[task].indexOf('\n');
                String other = all[task].substring(0, end);
                if (!other.equals(first)) {
                    throw Problem.usage(Subject.setting(Settings.BACKEND.name()))
                            .says("tasks round differently: task 0 has %s, task %d has %s", first, task, other)
                            .expected("the same everywhere, so that all tasks come to the same weights")
                            .remedy(
                                    "name the backend, use machines of one kind, or bring their vectors to one width with -Dssm.simd.bits=256")
                            .exception();
                }
                all[task] = all[task].substring(end + 1);
            }
            return all;
        };
    }
}
