package org.slicedscore.engine.train;

import java.util.Optional;

/**
 * Says when a checkpoint is due: every so many steps, or, where that is left open, at the first evaluation and then every
 * few seconds, so rarely that writing takes a twentieth of the time at most. What is trained does not depend on it.
 */
final class CheckpointClock {
    private static final long INTERVAL = 5_000_000_000L;
    private static final int SHARE = 20;

    private final Optional<Integer> every;
    private boolean first = true;
    private long next;

    CheckpointClock(Optional<Integer> every) {
        this.every = every;
    }

    void start() {
        next = System.nanoTime() + INTERVAL;
    }

    boolean due(long step, boolean evaluated) {
        if (every.isPresent()) {
            return step % every.get() == 0;
        }
        return first && evaluated || System.nanoTime() - next > 0;
    }

    void written(long nanos) {
        first = false;
        next = System.nanoTime() + Math.max(INTERVAL, SHARE * nanos);
    }
}
