package org.slicedscore.gpu.opencl.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jocl.cl_kernel;
import org.slicedscore.gpu.opencl.source.KernelSource;

/**
 * The compiled kernels of a device. What a plan needs and is not there yet is compiled as one program, whose binary is kept
 * on disk; so a second start compiles nothing.
 */
public final class Programs implements AutoCloseable {
    private final Connection connection;
    private final ProgramFiles files;
    private final Map<String, Program> programs = new HashMap<>();
    private final List<Program> all = new ArrayList<>();
    private int compiled;

    /**
     * No kernels yet.
     *
     * @param connection the device
     * @param files where binaries are kept, or null if the driver itself keeps them
     */
    public Programs(Connection connection, ProgramFiles files) {
        this.connection = connection;
        this.files = files;
    }

    /**
     * Makes kernels ready.
     *
     * @param sources which; those that are known cost nothing
     */
    public void prepare(Collection<KernelSource> sources) {
        Map<String, KernelSource> fresh = new TreeMap<>();
        sources.stream().filter(s -> !programs.containsKey(s.name())).forEach(s -> fresh.put(s.name(), s));
        if (fresh.isEmpty()) {
            return;
        }
        StringBuilder text =
                new StringBuilder(KernelSource.preamble(connection.found().traits()));
        fresh.values().forEach(s -> text.append(s.text()).append('\n'));
        Program program = program(text.toString());
        all.add(program);
        fresh.keySet().forEach(name -> programs.put(name, program));
    }

    private Program program(String text) {
        byte[] binary = files == null ? null : files.read(text, ".bin");
        if (binary != null) {
            Program known = Program.fromBinary(connection, binary);
            if (known != null) {
                return known;
            }
        }
        compiled++;
        Program program = Program.fromSource(connection, text);
        if (files != null) {
            byte[] made = program.binary();
            if (made.length > 0) {
                files.write(text, ".bin", made);
            }
        }
        return program;
    }

    /**
     * How many programs the compiler was called for.
     *
     * @return a count
     */
    public int compiled() {
        return compiled;
    }

    cl_kernel kernel(String name) {
        return programs.get(name).kernel(name);
    }

    @Override
    public void close() {
        all.forEach(Program::close);
        all.clear();
        programs.clear();
    }
}
