package org.slicedscore.cli.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;

/** Many threads share one model and one detector, some are interrupted; models are opened and closed. As a program it does so for long. */
public final class Load {
    /** Threads of each kind: of the platform and virtual. */
    private static final int THREADS = 64;

    private final double[][] rows = rows(16, 7);
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /**
     * What came of it.
     *
     * @param calls how many were answered
     * @param wrong how many answers were others than those of one thread
     * @param nanos of each call
     */
    record Outcome(int calls, int wrong, long[] nanos) {
        double millis(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1, quantile * nanos.length)] / 1e6;
        }
    }

    /** A call whose answer is always the same. */
    interface Call {
        double[] answer();
    }

    static double[][] rows(int count, int seed) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new double[] {Math.sin(i * 1.7 + seed), Math.cos(i * 0.9) + 0.1 * i, (i * 7 + seed) % 5};
        }
        return rows;
    }

    static SsmModel model() {
        return Ssm.train(
                rows(80, 1),
                Ssm.options()
                        .model("mlp-energy")
                        .set("model.hidden", "16")
                        .set("steps", 5)
                        .backend("simd")
                        .threads(2));
    }

    static Detection detector() {
        return Ssm.detect(
                rows(60, 1), new DetectOptions().set("detectors", "knn?k=3").set("backend", "simd"));
    }

    /** Calls a model from all threads, which an interrupt now and then must not disturb. */
    Outcome share(Call call, int callsEach) throws InterruptedException {
        double[] expected = call.answer();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        AtomicLong[] nanos = new AtomicLong[2 * THREADS * callsEach];
        Runnable work = () -> {
            for (int i = 0; i < callsEach; i++) {
                if (i % 5 == 2) {
                    Thread.currentThread().interrupt();
                }
                long start = System.nanoTime();
                if (!Arrays.equals(expected, call.answer())) {
                    wrong.incrementAndGet();
                }
                nanos[next.getAndIncrement()] = new AtomicLong(System.nanoTime() - start);
                if (Thread.interrupted() != (i % 5 == 2)) {
                    failures.add(new IllegalStateException("an interrupt was lost, or came from nowhere"));
                }
            }
        };
        run(work);
        long[] sorted = Arrays.stream(nanos, 0, next.get())
                .mapToLong(AtomicLong::get)
                .sorted()
                .toArray();
        return new Outcome(next.get(), wrong.get(), sorted);
    }

    private void run(Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().daemon().unstarted(guarded(work)));
            threads.add(Thread.ofVirtual().unstarted(guarded(work)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        };
    }

    /** Closes a model while all threads use it: each call is answered, or says that the model is closed. */
    int closeInTheMiddle(SsmModel model) throws InterruptedException {
        double[] expected = model.logDensity(rows);
        CountDownLatch busy = new CountDownLatch(THREADS);
        AtomicInteger refused = new AtomicInteger();
        Runnable work = () -> {
            while (true) {
                try {
                    if (!Arrays.equals(expected, model.logDensity(rows))) {
                        throw new AssertionError("another answer");
                    }
                    busy.countDown();
                } catch (IllegalStateException closed) {
                    refused.incrementAndGet();
                    return;
                }
            }
        };
        Thread closer = Thread.ofPlatform().start(guarded(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            model.close();
            model.close();
        }));
        run(work);
        closer.join();
        return refused.get();
    }

    /** Opens a run, uses it and closes it. */
    void open(Path run, int times) {
        double[] expected = null;
        for (int i = 0; i < times; i++) {
            try (SsmModel model = Ssm.load(run, "simd", 2)) {
                double[] answer = model.logDensity(rows);
                if (expected != null && !Arrays.equals(expected, answer)) {
                    failures.add(new AssertionError("another answer when opened for the " + i + "th time"));
                }
                expected = answer;
            }
        }
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    double[][] rows() {
        return rows;
    }

    /** Bytes that are in use after a collection. */
    static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }

    /** Arguments: calls a thread, and how often to open and close. Prints what came of it; ends with 1 if anything was wrong. */
    public static void main(String[] args) throws Exception {
        int calls = Integer.parseInt(args[0]);
        int opens = Integer.parseInt(args[1]);
        Load load = new Load();
        int wrong = 0;
        Path folder = Files.createTempDirectory("ssm-load");
        try (SsmModel model = model()) {
            Detection detector = detector();
            model.save(folder.resolve("run"));
            load.share(() -> model.logDensity(load.rows), 50);
            load.open(folder.resolve("run"), 50);
            long heap = heap();
            long resident = resident();
            print("model", load.share(() -> model.logDensity(load.rows), calls));
            Outcome detected = load.share(() -> detector.apply(flat(load.rows)).pValues(), calls);
            print("detector", detected);
            wrong += detected.wrong();
            long start = System.nanoTime();
            load.open(folder.resolve("run"), opens);
            System.out.printf(
                    Locale.ROOT,
                    "opened and closed %d times, %.2f ms each%n",
                    opens,
                    (System.nanoTime() - start) / 1e6 / opens);
            System.out.printf(
                    Locale.ROOT,
                    "heap %.1f MB before, %.1f MB after; resident %.1f MB before, %.1f MB after%n",
                    heap / 1e6,
                    heap() / 1e6,
                    resident / 1e6,
                    resident() / 1e6);
        }
        System.out.println("closed in the middle: " + load.closeInTheMiddle(model()) + " threads were told so");
        load.failures.forEach(Throwable::printStackTrace);
        System.exit(wrong == 0 && load.failures.isEmpty() ? 0 : 1);
    }

    static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static void print(String what, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d calls by %d threads, %d wrong; p50 %.2f ms, p99.9 %.2f ms, longest %.2f ms%n",
                what,
                outcome.calls(),
                2 * THREADS,
                outcome.wrong(),
                outcome.millis(0.5),
                outcome.millis(0.999),
                outcome.millis(1));
    }
}
