package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;

class RunLockTest {
    @TempDir
    private Path folder;

    /** Takes a lock in a process of its own and holds it until its input ends; ends at once with 2 if another has it. */
    public static final class Holder {
        public static void main(String[] args) throws IOException {
            try (RunLock lock = RunLock.take(Path.of(args[0]))) {
                System.out.println(lock == null ? "none" : "held");
                System.out.flush();
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (SsmException e) {
                System.exit(e.kind().exitCode());
            }
        }
    }

    private Process holder(Path run) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        run.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A second attempt in this process closes no file, which would release the lock for other processes. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "locks there belong to what was opened, not to the process")
    void anAttemptInTheSameProcessReleasesNothing() throws Exception {
        Path run = folder.resolve("run");
        try (RunLock lock = RunLock.take(run)) {
            assertNotNull(lock);
            assertEquals(
                    SsmException.Kind.USAGE,
                    assertThrows(SsmException.class, () -> RunLock.take(run)).kind());
            assertEquals(2, holder(run).waitFor(), "another process must not get it");
        }
        Process next = holder(run);
        assertEquals("held", next.inputReader().readLine());
        assertThrows(SsmException.class, () -> RunLock.take(run));
        next.destroyForcibly().waitFor();
        RunLock.take(run).close();
        assertFalse(Files.exists(run.resolve(RunLock.NAME)));
    }

    /** Threads that take turns: at no time do two hold it. */
    @Test
    void oneAtATime() throws Exception {
        Path run = folder.resolve("run");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < 50; ) {
                        try (RunLock _ = RunLock.take(run)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            i++;
                        } catch (SsmException e) {
                            Thread.yield();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(1, most.get());
    }
}
