package org.slicedscore.cli.output;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slicedscore.api.error.SsmException;

/**
 * Writes one block of rows on a thread of its own while the caller computes the next: formatting numbers as text takes about
 * as long as computing them. Blocks are written in order, one at a time, and the caller is never more than one ahead.
 */
public final class WriteBehind implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ssm-output").factory());
    private Future<?> last;

    /** Starts with nothing to write. */
    public WriteBehind() {}

    /**
     * Waits until the block before is written, and has this one written.
     *
     * @param block writes the block; what it works on is not changed until the next call returns
     * @throws SsmException or whatever else stopped the block before
     */
    public void write(Runnable block) {
        finish();
        last = thread.submit(block);
    }

    /**
     * Waits until all is written.
     *
     * @throws SsmException or whatever else stopped the last block
     */
    public void finish() {
        if (last == null) {
            return;
        }
        Future<?> block = last;
        last = null;
        try {
            block.get();
        } catch (ExecutionException e) {
            WriteBehind.<RuntimeException>rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were written", e);
        }
    }

    /** As it was thrown: the caller of {@link #write} is to see what it would have seen without a thread. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Waits for a block that is still being written; what goes wrong with it now no longer matters. */
    @Override
    public void close() {
        thread.close();
    }
}
