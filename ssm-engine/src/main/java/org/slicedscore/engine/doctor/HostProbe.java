package org.slicedscore.engine.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.VMOption;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.core.machine.Compiler2;
import org.slicedscore.core.machine.VectorUnit;

/** Collects the facts about this machine and this JVM. */
public final class HostProbe {
    /** Where the launcher keeps what makes later starts faster. */
    private static final String CACHE = "org.slicedscore.launcher.cache";

    /** The locale that the launcher put in the place of the caller's, and the caller's. */
    private static final String LOCALE = "org.slicedscore.launcher.locale";

    private static final List<String> OPTIONS =
            List.of("MaxVectorSize", "UseAVX", "UseFMA", "UseCountedLoopSafepoints");

    private HostProbe() {}

    /**
     * Looks around. Measures for some milliseconds what denormal numbers cost, and writes an empty file into each folder that it reports
     * on, which it deletes.
     *
     * @param environment variables by name
     */
    public static Host here(Map<String, String> environment) {
        return new Host(
                jvm(), vectors(), processors(), heap(), text(environment), folders(environment), plugins(environment));
    }

    private static Host.Jvm jvm() {
        Map<String, Host.JvmOption> options = new LinkedHashMap<>();
        HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (String name : OPTIONS) {
            option(hotSpot, name).ifPresent(o -> options.put(name, o));
        }
        return new Host.Jvm(
                Runtime.version(),
                System.getProperty("java.vendor", ""),
                Compiler2.virtualMachine(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                options);
    }

    private static Optional<Host.JvmOption> option(HotSpotDiagnosticMXBean hotSpot, String name) {
        if (hotSpot == null) {
            return Optional.empty();
        }
        try {
            VMOption option = hotSpot.getVMOption(name);
            boolean given = switch (option.getOrigin()) {
                case DEFAULT, ERGONOMIC -> false;
                default -> true;
            };
            return Optional.of(new Host.JvmOption(option.getValue(), given));
        } catch (IllegalArgumentException e) {
            // this JVM, or this processor's, has no such option
            return Optional.empty();
        }
    }

    private static Host.Vectors vectors() {
        Optional<VectorUnit> unit = VectorUnit.find();
        return new Host.Vectors(
                unit.map(VectorUnit::bits).orElse(0),
                LinuxFacts.vectorBits(),
                unit.map(VectorUnit::fusedMultiplyAdd).orElse(false),
                System.getProperty("ssm.simd.bits", ""),
                VectorUnit.mayAlign(),
                DenormalCost.measure());
    }

    private static Host.Processors processors() {
        return new Host.Processors(
                Runtime.getRuntime().availableProcessors(), LinuxFacts.cores(), LinuxFacts.processors());
    }

    private static Host.Heap heap() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long available = LinuxFacts.memory("MemAvailable");
        return new Host.Heap(
                Runtime.getRuntime().maxMemory(),
                system.getTotalMemorySize(),
                Math.max(0, LinuxFacts.memory("MemTotal")),
                available < 0 ? system.getFreeMemorySize() : Math.min(available, system.getTotalMemorySize()));
    }

    private static Host.Text text(Map<String, String> environment) {
        String now = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .filter(v -> !environment.getOrDefault(v, "").isEmpty())
                .findFirst()
                .map(v -> v + "=" + environment.get(v))
                .orElse("");
        String before = System.getProperty(LOCALE);
        return new Host.Text(
                System.getProperty("sun.jnu.encoding", "unknown"),
                before == null ? now : before,
                before == null ? "" : environment.getOrDefault("LC_ALL", ""));
    }

    private static List<Host.Folder> folders(Map<String, String> environment) {
        List<Host.Folder> folders = new ArrayList<>();
        folders.add(folder(
                "current-folder",
                Path.of("").toAbsolutePath().toString(),
                "run directories go below it by default",
                true));
        folders.add(folder(
                "temporary-folder",
                System.getProperty("java.io.tmpdir"),
                "the launcher, the JVM and OpenCL drivers put files there",
                true));
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        if (!home.isEmpty()) {
            folders.add(folder("home-folder", home, "OpenCL drivers and the build keep their caches there", false));
        }
        String cache = System.getProperty(CACHE, "");
        if (!cache.isEmpty()) {
            folders.add(folder("start-cache", cache, "the launcher keeps there what makes later starts faster", false));
        }
        return folders;
    }

    private static Host.Folder folder(String id, String path, String use, boolean needed) {
        try {
            Path folder = Path.of(path);
            if (!Files.isDirectory(folder)) {
                return new Host.Folder(id, path, "there is no such folder", -1, use, needed);
            }
            // permissions alone do not say it: disks may be mounted for reading, and root passes all checks of them
            Files.delete(Files.createTempFile(folder, ".ssm-doctor", ""));
            return new Host.Folder(id, path, "", free(folder), use, needed);
        } catch (IOException | InvalidPathException e) {
            return new Host.Folder(id, path, "it may not be written to (" + reason(e) + ")", -1, use, needed);
        }
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // in a chroot the file system may be none that is listed
            return -1;
        }
    }

    /** What the system says, without the name of the file that was tried. */
    private static String reason(Exception e) {
        return switch (e) {
            case FileSystemException f when f.getReason() != null -> f.getReason();
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such folder";
            case InvalidPathException _ -> "this is no path here";
            default -> "the system gives no reason";
        };
    }

    private static Map<String, Boolean> plugins(Map<String, String> environment) {
        Map<String, Boolean> folders = new LinkedHashMap<>();
        PluginFolders.usual(environment).forEach(f -> folders.put(f.toString(), Files.isDirectory(f)));
        return folders;
    }
}
