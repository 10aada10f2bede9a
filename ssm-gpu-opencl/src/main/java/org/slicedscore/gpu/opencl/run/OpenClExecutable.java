package org.slicedscore.gpu.opencl.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jocl.Pointer;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.random.Philox;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.Launch;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.Argument;
import org.slicedscore.gpu.opencl.source.KernelCall;
import org.slicedscore.gpu.opencl.source.Lowering;

/** A plan as launches in order. A run queues them all without waiting. */
final class OpenClExecutable implements Executable {
    private final Connection connection;
    private final PlanMemory memory;
    private final List<Launch> launches = new ArrayList<>();
    private final List<Integer> instructions = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();

    /** Numbers of launches. */
    private int[] order;

    private long[] nanoseconds;

    /** An argument that changes from run to run. */
    private static final class Counter {
        private final Launch launch;
        private final int index;
        private final long purpose;
        private final int[] words = new int[4];
        private final Pointer pointer = Pointer.to(words);

        Counter(Launch launch, int index, String purpose) {
            this.launch = launch;
            this.index = index;
            this.purpose = Philox.hash(purpose);
        }

        void set(long seed, long step, long firstRow) {
            long key = Philox.key(seed, purpose);
            words[0] = (int) key;
            words[1] = (int) (key >>> 32);
            words[2] = (int) step;
            words[3] = (int) firstRow;
            launch.set(index, 4 * Integer.BYTES, pointer);
        }
    }

    OpenClExecutable(Plan plan, Map<String, Memory> variables, Connection connection, Programs programs, Tuner tuner) {
        this.connection = connection;
        memory = new PlanMemory(plan, variables, connection);
        try {
            compile(plan, programs, tuner);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compile(Plan plan, Programs programs, Tuner tuner) {
        tuner.tune(plan);
        Lowering lowering = new Lowering(memory, connection.found().traits(), tuner::tile);
        List<KernelCall> calls = new ArrayList<>();
        for (int i = 0; i < plan.instructions().size(); i++) {
            Instruction instruction = plan.instructions().get(i);
            for (KernelCall call : lowering.lower(instruction)) {
                calls.add(call);
                instructions.add(i);
            }
        }
        memory.scratch(calls.stream().mapToLong(KernelCall::scratch).max().orElse(0));
        programs.prepare(calls.stream().map(KernelCall::source).toList());
        calls.forEach(call -> add(call, programs));
        order = order(plan);
        connection.finish();
    }

    /** The launches of instructions; those of one are neighbours. */
    private int[] order(Plan plan) {
        int[] first = new int[plan.instructions().size() + 1];
        instructions.forEach(i -> first[i + 1]++);
        Arrays.parallelPrefix(first, Integer::sum);
        return Arrays.stream(plan.sequence())
                .flatMap(i -> IntStream.range(first[i], first[i + 1]))
                .toArray();
    }

    private void add(KernelCall call, Programs programs) {
        Launch launch = memory.launch(call, programs);
        launches.add(launch);
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i) instanceof Argument.Counter c) {
                counters.add(new Counter(launch, i, c.purpose()));
            }
        }
    }

    @Override
    public Memory input(String name) {
        return memory.memory(Buffer.Kind.INPUT, name);
    }

    @Override
    public Memory output(String name) {
        return memory.memory(Buffer.Kind.OUTPUT, name);
    }

    @Override
    public void run(long seed, long step, long firstRow) {
        for (int i = 0; i < counters.size(); i++) {
            counters.get(i).set(seed, step, firstRow);
        }
        if (nanoseconds != null) {
            runTimed();
            return;
        }
        for (int i : order) {
            launches.get(i).run();
        }
        connection.flush();
    }

    /** A launch keeps the time of its last run only, so that each is waited for. */
    private void runTimed() {
        for (int i : order) {
            Launch launch = launches.get(i);
            launch.runTimed();
            connection.finish();
            nanoseconds[instructions.get(i)] += launch.nanoseconds();
        }
    }

    @Override
    public boolean profile(long[] into) {
        nanoseconds = into;
        connection.time(into != null);
        return true;
    }

    @Override
    public void close() {
        connection.finish();
        launches.forEach(Launch::close);
        launches.clear();
        memory.close();
    }
}
