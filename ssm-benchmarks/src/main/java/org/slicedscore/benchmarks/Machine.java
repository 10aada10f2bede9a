package org.slicedscore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a benchmark ran on.
 *
 * @param cpu the processor's name
 * @param cores how many the program may use
 * @param caches sizes, empty where they are not known
 * @param memoryGb of the machine, 0 where it is not known
 * @param system the operating system
 * @param java the virtual machine
 * @param vectorBits the width of vector that the Vector API prefers
 */
public record Machine(String cpu, int cores, String caches, long memoryGb, String system, String java, int vectorBits) {
    /** This machine. */
    public static Machine here() {
        return new Machine(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                cacheSizes(),
                number("/proc/meminfo", "MemTotal:\\s+(\\d+)") >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Peak.vectorBits());
    }

    private static String processor() {
        String name = text("/proc/cpuinfo", "model name\\s*:\\s*(.*)");
        String family = text("/proc/cpuinfo", "cpu family\\s*:\\s*(.*)");
        return name.isEmpty() ? "unknown processor" : name + (family.isEmpty() ? "" : " (family " + family + ")");
    }

    private static String cacheSizes() {
        StringBuilder s = new StringBuilder();
        Path root = Path.of("/sys/devices/system/cpu/cpu0/cache");
        for (int i = 0; Files.isDirectory(root.resolve("index" + i)); i++) {
            Path cache = root.resolve("index" + i);
            if (!text(cache.resolve("type").toString(), "(.*)").equals("Instruction")) {
                s.append(s.isEmpty() ? "" : ", ")
                        .append('L')
                        .append(text(cache.resolve("level").toString(), "(.*)"))
                        .append(' ')
                        .append(text(cache.resolve("size").toString(), "(.*)"));
            }
        }
        return s.toString();
    }

    /** The most memory that a process has had in use so far, in megabytes; 0 where the system does not say. */
    public static long peakMemoryMb() {
        return number("/proc/self/status", "VmHWM:\\s+(\\d+)") >> 10;
    }

    private static long number(String file, String pattern) {
        String s = text(file, pattern);
        return s.isEmpty() ? 0 : Long.parseLong(s);
    }

    /** The first group of the first match in a file of the system; empty if there is none. */
    private static String text(String file, String pattern) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            Pattern p = Pattern.compile(pattern);
            for (String line : lines) {
                Matcher m = p.matcher(line);
                if (m.find()) {
                    return m.group(1).strip();
                }
            }
        } catch (IOException e) {
            // other systems have no such files
            return "";
        }
        return "";
    }
}
