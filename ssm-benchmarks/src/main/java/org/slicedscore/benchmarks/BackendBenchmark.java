package org.slicedscore.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How pieces of the work of a backend are timed. */
// the mean time of a piece: throughput would say the same, but plans are thought of in time
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// two JVMs: the JIT's luck shows as a difference between them; more cost time and show little
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseG1GC"})
// large kernels are compiled late: the times settle after some seconds
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public abstract class BackendBenchmark {
    /** Which backend. */
    @Param("simd")
    public String backend;

    /** One core, and two. */
    @Param({"1", "2"})
    public int threads;
}
