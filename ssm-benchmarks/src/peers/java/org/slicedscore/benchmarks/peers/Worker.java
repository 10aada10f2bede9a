package org.slicedscore.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slicedscore.benchmarks.Machine;
import org.slicedscore.benchmarks.Peak;
import org.slicedscore.benchmarks.ProductShape;
import org.slicedscore.benchmarks.Workload;

/**
 * The process of one contender. It does what it is told on standard input, a {@link Request} a line, answers each with a
 * {@link Reply}, and sleeps in between, so that it takes nothing from the contender whose turn it is.
 */
final class Worker {
    /** Before a reply, for native libraries print to standard output as well. */
    static final String MARK = "\u0001";

    private static final int MOST_TIMES = 200_000;
    private static final int FEWEST_TIMES = 3;

    /**
     * What to do.
     *
     * @param contender who this process is, in the first request
     * @param step a step to prepare for, or null
     * @param product a product to prepare for, or null
     * @param peakThreads measures the machine's peak on so many threads, if not 0
     * @param seconds runs what was prepared for about so long, if not 0
     */
    record Request(Contender contender, Workload step, ProductShape product, int peakThreads, double seconds) {}

    /**
     * What came out.
     *
     * @param times milliseconds of each run
     * @param check the task's check after preparing
     * @param bytes that all Java threads allocated while the clock ran, for each run
     * @param memoryMb the most memory this process has used
     * @param gflops the peak
     * @param error a failure, or null
     */
    record Reply(double[] times, double check, double bytes, long memoryMb, double gflops, String error) {}

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final double[] times = new double[MOST_TIMES];
    private Task task;

    private Worker() {}

    /**
     * Serves until standard input ends.
     *
     * @param args none
     * @throws IOException if a request cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream replies = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ObjectMapper json = new ObjectMapper();
        Worker worker = new Worker();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Reply reply = worker.answer(json.readValue(line, Request.class));
            replies.println(MARK + json.writeValueAsString(reply));
        }
        // libraries may hold threads of their own
        System.exit(0);
    }

    private Reply answer(Request r) {
        try {
            double check = Double.NaN;
            if (r.step() != null) {
                prepare(Tasks.step(r.contender(), r.step()));
                check = task.check();
            } else if (r.product() != null) {
                prepare(Tasks.product(r.contender(), r.product()));
                check = task.check();
            }
            double gflops = r.peakThreads() > 0 ? Peak.gflops(r.peakThreads()) : 0;
            return time(r.seconds(), check, gflops);
        } catch (LinkageError | RuntimeException e) {
            e.printStackTrace();
            return new Reply(new double[0], Double.NaN, 0, 0, 0, e.toString());
        }
    }

    private void prepare(Task next) {
        if (task != null) {
            task.close();
        }
        task = next;
    }

    private Reply time(double seconds, double check, double gflops) {
        int n = 0;
        // asked twice, so that what asking itself allocates the first time is not counted
        long before = threads.getTotalThreadAllocatedBytes();
        before = threads.getTotalThreadAllocatedBytes();
        if (seconds > 0) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            long start = System.nanoTime();
            while (n < MOST_TIMES && (n < FEWEST_TIMES || start < end)) {
                task.run();
                long now = System.nanoTime();
                times[n++] = (now - start) * 1e-6 / task.repeats();
                start = now;
            }
        }
        double bytes = (double) (threads.getTotalThreadAllocatedBytes() - before) / Math.max(1, n);
        return new Reply(Arrays.copyOf(times, n), check, bytes, Machine.peakMemoryMb(), gflops, null);
    }
}
