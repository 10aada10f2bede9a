package org.slicedscore.engine.doctor;

import static org.slicedscore.engine.doctor.Diagnosis.note;
import static org.slicedscore.engine.doctor.Diagnosis.ok;
import static org.slicedscore.engine.doctor.Diagnosis.problem;

import java.util.List;
import java.util.Locale;
import org.slicedscore.engine.doctor.Host.Heap;
import org.slicedscore.engine.doctor.Host.Processors;

/** Processors and memory. */
final class MachineChecks {
    /** A heap below which training of middling tables and models fails. */
    private static final long SMALL_HEAP = 256L << 20;

    /** Free memory below which a machine is about to swap. */
    private static final long LITTLE_FREE = 512L << 20;

    private MachineChecks() {}

    static List<Diagnosis> of(Processors processors, Heap heap) {
        return List.of(processors(processors), memory(heap));
    }

    private static Diagnosis processors(Processors p) {
        String found = p.usable() + (p.usable() == 1 ? " processor" : " processors");
        if (p.machine() > p.usable()) {
            found += " of the machine's " + p.machine();
        }
        if (p.cores() > 0 && p.usable() > p.cores()) {
            return note(
                    "processors",
                    found + ", hyper-threads of " + p.cores() + (p.cores() == 1 ? " core" : " cores"),
                    "Hyper-threads share the arithmetic of their core: all together are hardly faster than "
                            + (p.cores() == 1 ? "one" : "one for each core") + ".",
                    "Nothing; compare times with those of machines that have " + p.cores()
                            + (p.cores() == 1 ? " core." : " cores."));
        }
        if (p.machine() > p.usable()) {
            return note(
                    "processors",
                    found,
                    "A container, an affinity or -XX:ActiveProcessorCount keeps this JVM from the others.",
                    "Nothing if that is meant; else give it more.");
        }
        return ok(
                "processors", p.cores() > 0 ? found + ", " + p.cores() + (p.cores() == 1 ? " core" : " cores") : found);
    }

    private static Diagnosis memory(Heap heap) {
        String found = "heap up to " + gib(heap.most()) + ", "
                + (heap.machine() > heap.limit()
                        ? "container's limit " + gib(heap.limit()) + " of " + gib(heap.machine())
                        : "machine " + gib(heap.limit()))
                + (heap.free() < 0 ? "" : ", " + gib(heap.free()) + " free");
        if (heap.most() > heap.limit()) {
            return problem(
                    "memory",
                    found,
                    "The heap may grow beyond the memory there is; then the system ends the program without a word, or swaps.",
                    "Give -Xmx at most three quarters of the memory.");
        }
        if (heap.most() < SMALL_HEAP) {
            return problem(
                    "memory",
                    found,
                    "Tables and models of middling size do not fit into this heap.",
                    "Give more with -Xmx, such as -Xmx2g.");
        }
        if (heap.free() >= 0 && heap.free() < LITTLE_FREE) {
            return note(
                    "memory",
                    found,
                    "Other programs use nearly all memory; the system may swap or end programs when training needs more.",
                    "End programs that are not needed.");
        }
        return ok("memory", found);
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
