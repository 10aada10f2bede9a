package org.slicedscore.cli.verb;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the first INT or TERM into a request to stop at the next good place, and the second into an end at once.
 *
 * <p>The JVM answers these signals by running its shutdown hooks and then exits with 128 + the signal's number: 130 and
 * 143. The hook made here asks the work to stop and keeps the JVM alive until that has written its checkpoint and said
 * goodbye. The exit code needs no help, and no unsupported API is used.
 */
final class Interrupt implements AutoCloseable {
    private static final String HANDLER = " handler";

    private final CountDownLatch done = new CountDownLatch(1);
    private final Runnable request;
    private final Thread hook;

    private Interrupt(Runnable request) {
        this.request = request;
        this.hook = new Thread(this::shutDown, "ssm-interrupt");
    }

    /**
     * Begins to listen.
     *
     * @param request asks the work to stop; called on another thread, once
     * @return to be closed when the work has ended and everything is said
     */
    static Interrupt onSignal(Runnable request) {
        Interrupt interrupt = new Interrupt(request);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    private void shutDown() {
        if (done.getCount() == 0) {
            return;
        }
        request.run();
        try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                if (signals() > 1) {
                    Runtime.getRuntime().halt(signalCode());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The JVM handles each signal on a thread of its own, named "SIGINT handler". The first of them runs the hooks; a second
     * one waits for the first, and that is how it is noticed. Were these threads named otherwise, a second signal would
     * merely have to wait for the checkpoint.
     */
    private static long signals() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("SIG") && t.getName().endsWith(HANDLER))
                .count();
    }

    private static int signalCode() {
        return Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(t -> t.getName().equals("SIGTERM" + HANDLER))
                ? 143
                : 130;
    }

    /** Stops listening; if a signal came, lets the JVM go. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is on its way out already, which is what close() is for
            Thread.yield();
        }
    }
}
