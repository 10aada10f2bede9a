package org.slicedscore.engine.doctor;

import java.util.List;
import java.util.Map;

/**
 * The facts about a machine and its JVM that the checks judge.
 *
 * @param jvm the virtual machine
 * @param vectors its vectors
 * @param processors the processors
 * @param heap the memory
 * @param text how names of files are written
 * @param folders where something may have to be written
 * @param pluginFolders the folders that are searched for plug-ins, and whether each is there
 */
public record Host(
        Jvm jvm,
        Vectors vectors,
        Processors processors,
        Heap heap,
        Text text,
        List<Folder> folders,
        Map<String, Boolean> pluginFolders) {
    /** Copies the collections. */
    public Host {
        folders = List.copyOf(folders);
    }

    /**
     * A virtual machine.
     *
     * @param version of Java
     * @param vendor who built it, such as {@code Eclipse Adoptium}
     * @param name its name and how it runs, as {@code java -version} says
     * @param collectors the names of its garbage collectors
     * @param options its options by name, without those it does not have
     */
    public record Jvm(
            Runtime.Version version,
            String vendor,
            String name,
            List<String> collectors,
            Map<String, JvmOption> options) {
        /** Copies the collections. */
        public Jvm {
            collectors = List.copyOf(collectors);
            options = Map.copyOf(options);
        }

        /** Whether the collector is G1. */
        boolean hasG1() {
            return collectors.stream().anyMatch(c -> c.startsWith("G1"));
        }

        /** Whether an option has a value, chosen or by default. */
        boolean has(String option, String value) {
            JvmOption o = options.get(option);
            return o != null && o.value().equals(value);
        }

        /** Whether someone set an option. */
        boolean isGiven(String option) {
            JvmOption o = options.get(option);
            return o != null && o.given();
        }
    }

    /**
     * An option of the virtual machine.
     *
     * @param value its value
     * @param given whether someone set it
     */
    public record JvmOption(String value, boolean given) {}

    /**
     * The vectors of the backend {@code simd}.
     *
     * @param bits of a vector; 0 without the Vector API
     * @param processorBits those that the processor has instructions for; 0 if unknown
     * @param fusedMultiplyAdd whether multiply-add is taken as one instruction
     * @param forcedBits the system property that forces a width, empty if it is not set
     * @param aligned whether arrays can be aligned
     * @param denormalCost how many times as long a product takes if it is too small for a normal number
     */
    public record Vectors(
            int bits,
            int processorBits,
            boolean fusedMultiplyAdd,
            String forcedBits,
            boolean aligned,
            double denormalCost) {}

    /**
     * The processors.
     *
     * @param usable those that this JVM may use
     * @param cores the cores that these belong to; 0 if unknown
     * @param machine those of the machine; 0 if unknown
     */
    public record Processors(int usable, int cores, int machine) {}

    /**
     * Memory, in bytes.
     *
     * @param most what the heap may grow to
     * @param limit what this process may use: the machine's memory or a container's limit
     * @param machine the machine's memory; 0 if unknown
     * @param free what is free now; -1 if unknown
     */
    public record Heap(long most, long limit, long machine, long free) {}

    /**
     * How names of files are written.
     *
     * @param encoding the encoding of their names
     * @param locale the variable of the environment that chooses it, such as {@code LC_ALL=C}; empty if none is set
     * @param replaced the locale that the launcher put in its place; empty if it left it
     */
    public record Text(String encoding, String locale, String replaced) {}

    /**
     * A folder in which something may have to be written.
     *
     * @param id what it is
     * @param path where it is
     * @param refusal why nothing can be written there; empty if it can
     * @param free bytes that are free there; -1 if unknown
     * @param use what is written there, in a few words
     * @param needed whether the usual work fails without it
     */
    public record Folder(String id, String path, String refusal, long free, String use, boolean needed) {}
}
