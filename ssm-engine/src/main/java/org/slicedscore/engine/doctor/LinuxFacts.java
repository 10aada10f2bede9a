package org.slicedscore.engine.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What Linux tells in files and Java does not. On other systems everything is unknown. */
final class LinuxFacts {
    /** What HotSpot needs to use vectors of 512 bits. */
    private static final Set<String> WIDE = Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private LinuxFacts() {}

    /** Bits of the vectors that the processor has instructions for; 0 if unknown. */
    static int vectorBits() {
        Set<String> flags =
                new HashSet<>(Arrays.asList(value("/proc/cpuinfo", "flags").split(" ")));
        if (flags.containsAll(WIDE)) {
            return 512;
        }
        return flags.contains("avx2") ? 256 : flags.contains("sse2") ? 128 : 0;
    }

    /** The cores of the processors that this process may run on; 0 if unknown. */
    static int cores() {
        Set<String> cores = new TreeSet<>();
        for (int processor : numbers(value("/proc/self/status", "Cpus_allowed_list"))) {
            List<String> siblings = lines("/sys/devices/system/cpu/cpu" + processor + "/topology/thread_siblings_list");
            if (siblings.isEmpty()) {
                return 0;
            }
            cores.add(siblings.getFirst());
        }
        return cores.size();
    }

    /** The machine's processors; 0 if unknown. */
    static int processors() {
        List<String> online = lines("/sys/devices/system/cpu/online");
        return online.isEmpty() ? 0 : numbers(online.getFirst()).size();
    }

    /** A line of {@code /proc/meminfo} in bytes; -1 if unknown. */
    static long memory(String name) {
        String value = value("/proc/meminfo", name);
        return value.endsWith(" kB") ? Long.parseLong(value.substring(0, value.length() - 3)) << 10 : -1;
    }

    /** The numbers of a list such as {@code 0-3,8}. */
    static List<Integer> numbers(String list) {
        Set<Integer> numbers = new TreeSet<>();
        for (String range : list.isBlank() ? new String[0] : list.strip().split(",")) {
            String[] ends = range.split("-");
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return List.copyOf(numbers);
    }

    private static String value(String file, String name) {
        return lines(file).stream()
                .filter(l -> l.substring(0, Math.max(0, l.indexOf(':'))).strip().equals(name))
                .findFirst()
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .orElse("");
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
