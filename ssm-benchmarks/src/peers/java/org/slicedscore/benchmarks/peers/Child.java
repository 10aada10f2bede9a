package org.slicedscore.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slicedscore.benchmarks.ProductShape;
import org.slicedscore.benchmarks.Workload;

/** A contender's process, seen from the one that asks. */
final class Child implements AutoCloseable {
    /** The system property that names a file for what the processes write to standard error. */
    static final String LOG = "org.slicedscore.benchmarks.log";

    private static final Pattern LIBRARIES = Pattern.compile("(OPENBLAS|GOTO|MKL|OMP|KMP)_.*");

    private final ObjectMapper json = new ObjectMapper();
    private final Contender contender;
    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;

    Child(Contender contender) {
        this(contender, Map.of());
    }

    Child(Contender contender, Map<String, String> more) {
        this(contender, more, System.getProperty(LOG) == null ? null : Path.of(System.getProperty(LOG)));
    }

    /**
     * Starts the process. Its environment has no variables that choose kernels or threads of libraries but these.
     *
     * @param contender who
     * @param more variables for its environment
     * @param log what its standard error is appended to, or null
     */
    Child(Contender contender, Map<String, String> more, Path log) {
        this.contender = contender;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(contender.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(
                        log == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(LIBRARIES.asMatchPredicate());
        builder.environment().putAll(contender.environment());
        builder.environment().putAll(more);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Contender contender() {
        return contender;
    }

    long pid() {
        return process.pid();
    }

    /** Makes a workload's step ready; returns its first loss. */
    double prepare(Workload workload) {
        return ask(new Worker.Request(contender, workload, null, 0, 0)).check();
    }

    /** Makes a product ready; returns a number that stands for its result. */
    double prepare(ProductShape shape) {
        return ask(new Worker.Request(contender, null, shape, 0, 0)).check();
    }

    /** Runs what was prepared for about so long. */
    Worker.Reply time(double seconds) {
        return ask(new Worker.Request(contender, null, null, 0, seconds));
    }

    /** The machine's peak in 10⁹ operations a second. */
    double peak(int threads) {
        return ask(new Worker.Request(contender, null, null, threads, 0)).gflops();
    }

    private Worker.Reply ask(Worker.Request request) {
        try {
            to.println(json.writeValueAsString(request));
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                if (line.startsWith(Worker.MARK)) {
                    Worker.Reply reply = json.readValue(line.substring(Worker.MARK.length()), Worker.Reply.class);
                    if (reply.error() != null) {
                        throw new IllegalStateException(contender + ": " + reply.error());
                    }
                    return reply;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(contender + " ended before it answered " + request);
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
