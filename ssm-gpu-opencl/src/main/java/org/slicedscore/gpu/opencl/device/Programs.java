package org.slicedscore.gpu.opencl.device;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jocl.cl_kernel;
import org.slicedscore.gpu.opencl.source.KernelSource;

/**
 * The compiled kernels of a device. A plan's missing kernels are compiled as one program, whose binary is kept
 * on disk; so a second start compiles nothing.
 */
public final class Programs implements AutoCloseable {
    /** The largest number of kernels kept; a plan has some tens. */
    private static final int MOST = 2048;

    private final Connection connection;
    private final ProgramFiles files;
    private final int most;

    /** By kernel, the least recently used first. */
    private final Map<String, CompiledProgram> programs = new LinkedHashMap<>(16, 0.75f, true);

    private int compiled;

    /**
     * Creates an empty collection.
     *
     * @param connection the device
     * @param files files of binaries, or null if the driver itself keeps them
     */
    public Programs(Connection connection, ProgramFiles files) {
        this(connection, files, MOST);
    }

    /**
     * Creates an empty collection.
     *
     * @param connection the device
     * @param files files of binaries, or null
     * @param most number of kernels kept, unless a plan has more
     */
    public Programs(Connection connection, ProgramFiles files, int most) {
        this.connection = connection;
        this.files = files;
        this.most = most;
    }

    /** Makes kernels ready; those that are known cost nothing. */
    public void prepare(Collection<KernelSource> sources) {
        Map<String, KernelSource> fresh = new TreeMap<>();
        // a request counts as a use
        sources.stream().filter(s -> programs.get(s.name()) == null).forEach(s -> fresh.put(s.name(), s));
        if (fresh.isEmpty()) {
            return;
        }
        StringBuilder text =
                new StringBuilder(KernelSource.preamble(connection.found().traits()));
        fresh.values().forEach(s -> text.append(s.text()).append('\n'));
        CompiledProgram program = program(text.toString());
        fresh.keySet().forEach(name -> programs.put(name, program));
        forget(Math.max(most, sources.size()));
    }

    /** Drops the kernels beyond a number. Launches keep theirs: the driver counts references. */
    private void forget(int beyond) {
        Iterator<CompiledProgram> oldest = programs.values().iterator();
        while (programs.size() > beyond) {
            CompiledProgram program = oldest.next();
            oldest.remove();
            if (!programs.containsValue(program)) {
                program.close();
            }
        }
    }

    private CompiledProgram program(String text) {
        byte[] binary = files == null ? null : files.read(text, ".bin");
        if (binary != null) {
            CompiledProgram known = CompiledProgram.fromBinary(connection, binary);
            if (known != null) {
                return known;
            }
        }
        compiled++;
        CompiledProgram program = CompiledProgram.fromSource(connection, text);
        if (files != null) {
            byte[] made = program.binary();
            if (made.length > 0) {
                files.write(text, ".bin", made);
            }
        }
        return program;
    }

    /** How many programs the compiler was called for. */
    public int compiled() {
        return compiled;
    }

    cl_kernel kernel(String name) {
        return programs.get(name).kernel(name);
    }

    @Override
    public void close() {
        forget(0);
    }
}
