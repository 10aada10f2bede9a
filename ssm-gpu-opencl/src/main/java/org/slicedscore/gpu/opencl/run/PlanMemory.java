package org.slicedscore.gpu.opencl.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jocl.Pointer;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.numeric.Floats;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.DeviceBuffer;
import org.slicedscore.gpu.opencl.device.Launch;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.Argument;
import org.slicedscore.gpu.opencl.source.KernelCall;
import org.slicedscore.gpu.opencl.source.Places;

/** The memory of a plan: one piece for the arena, one for all constants, one for each input, output and variable. */
final class PlanMemory implements Places, AutoCloseable {
    private final Plan plan;
    private final Connection connection;
    private final List<DeviceBuffer> pieces = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final int[] pieceOf;
    private final long[] startOf;
    private final Map<Integer, OpenClMemory> memories = new HashMap<>();
    private final Map<List<Integer>, Integer> integers = new HashMap<>();
    private DeviceBuffer scratch;

    PlanMemory(Plan plan, Map<String, Memory> variables, Connection connection) {
        this.plan = plan;
        this.connection = connection;
        pieceOf = new int[plan.buffers().size()];
        startOf = new long[pieceOf.length];
        try {
            take(variables);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void take(Map<String, Memory> variables) {
        int arena = piece(zeros(plan.arenaSize()));
        int constants = constants();
        for (Buffer b : plan.buffers()) {
            switch (b.kind()) {
                case ARENA -> {
                    pieceOf[b.id()] = arena;
                    startOf[b.id()] = b.offset();
                }
                case CONSTANT -> pieceOf[b.id()] = constants;
                case INPUT -> memory(b, OpenClMemory.input(connection, bare(b), b.size()));
                case OUTPUT -> memory(b, OpenClMemory.of(bare(b), b.size()));
                case VARIABLE -> pieceOf[b.id()] = piece(variable(b, variables));
            }
        }
    }

    private int piece(DeviceBuffer storage) {
        int known = pieces.indexOf(storage);
        if (known >= 0) {
            return known;
        }
        pieces.add(storage);
        return pieces.size() - 1;
    }

    private DeviceBuffer zeros(long elements) {
        DeviceBuffer made = DeviceBuffer.zeros(connection, Math.multiplyExact(elements, Float.BYTES));
        owned.add(made);
        return made;
    }

    private DeviceBuffer bare(Buffer b) {
        return DeviceBuffer.zeros(connection, Math.multiplyExact(b.size(), Float.BYTES));
    }

    private void memory(Buffer b, OpenClMemory memory) {
        owned.add(memory);
        memories.put(b.id(), memory);
        pieceOf[b.id()] = piece(memory.storage());
    }

    private int constants() {
        long size = 0;
        for (Buffer b : plan.buffers(Buffer.Kind.CONSTANT)) {
            startOf[b.id()] = size;
            size += b.size();
        }
        DeviceBuffer storage = zeros(size);
        for (Buffer b : plan.buffers(Buffer.Kind.CONSTANT)) {
            float[] values = new float[b.values().length];
            Floats.copy(b.values(), 0, values, 0, values.length);
            storage.write(Pointer.to(values), startOf[b.id()] * Float.BYTES, (long) values.length * Float.BYTES);
        }
        return piece(storage);
    }

    private static DeviceBuffer variable(Buffer b, Map<String, Memory> variables) {
        if (!(variables.get(b.name()) instanceof OpenClMemory m) || m.size() < b.size()) {
            throw SsmException.backend(
                    "variable '%s' %s has no memory of backend 'opencl', or too little", b.name(), b.shape());
        }
        return m.storage();
    }

    OpenClMemory memory(Buffer.Kind kind, String name) {
        return memories.get(plan.buffer(kind, name).id());
    }

    @Override
    public int memory(View view) {
        return pieceOf[view.buffer()];
    }

    @Override
    public long start(View view) {
        return startOf[view.buffer()] + view.offset();
    }

    @Override
    public int integers(int[] values) {
        List<Integer> key = Arrays.stream(values).boxed().toList();
        return integers.computeIfAbsent(key, k -> {
            DeviceBuffer storage = zeros(values.length);
            storage.write(Pointer.to(values), 0, (long) values.length * Integer.BYTES);
            return piece(storage);
        });
    }

    /** Allocates the memory for intermediate results between launches. */
    void scratch(long elements) {
        if (elements > 0) {
            scratch = zeros(elements);
        }
    }

    /** A launch with its arguments set, except for counters, which change between runs. */
    Launch launch(KernelCall call, Programs programs) {
        Launch launch = new Launch(connection, programs, call.source(), call.range());
        try {
            for (int i = 0; i < call.arguments().size(); i++) {
                switch (call.arguments().get(i)) {
                    case Argument.Memory m -> launch.set(i, m.number() == SCRATCH ? scratch : pieces.get(m.number()));
                    case Argument.Long l -> launch.set(i, l.value());
                    case Argument.Int n -> launch.set(i, n.value());
                    case Argument.Counter _ -> {}
                }
            }
            return launch;
        } catch (RuntimeException e) {
            launch.close();
            throw e;
        }
    }

    @Override
    public void close() {
        for (AutoCloseable o : owned) {
            if (o instanceof DeviceBuffer s) {
                s.close();
            } else {
                ((OpenClMemory) o).close();
            }
        }
        owned.clear();
    }
}
