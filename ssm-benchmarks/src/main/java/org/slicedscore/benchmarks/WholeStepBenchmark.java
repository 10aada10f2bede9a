package org.slicedscore.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole training step, and as its measure one forward pass of the same model on the same batch. */
// the heap is that of the widest model in double precision; scripts/bench-peers has medians and other libraries
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseG1GC", "-Xmx4g"})
// a step runs many kernels, and the last of them are compiled only after some seconds
@Warmup(iterations = 5, time = 2)
public class WholeStepBenchmark extends BackendBenchmark {
    /** Ids of {@link Workload#TABLE}. */
    @Param({"wide", "wide-8", "mid", "small-8d", "small-2d", "small-11d", "score", "nice", "exact", "dsm", "images"})
    public String workload;

    private SsmStep step;
    private ForwardStep forward;

    /** Compiles both plans. */
    @Setup(Level.Trial)
    public void setUp() {
        step = new SsmStep(Workload.of(workload), backend, threads);
        forward = new ForwardStep(Workload.of(workload), backend, threads);
    }

    /** Gives the backends back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        step.close();
        forward.close();
    }

    /** A training step. */
    @Benchmark
    public double step() {
        return step.run();
    }

    /** The baseline: a forward pass. */
    @Benchmark
    public double forward() {
        return forward.run();
    }
}
