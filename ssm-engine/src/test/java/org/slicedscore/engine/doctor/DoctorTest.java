package org.slicedscore.engine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.doctor.Diagnosis.State;

/** A machine where all is well, and one fault after another planted in it. */
class DoctorTest {
    private static final String VM = "OpenJDK 64-Bit Server VM, mixed mode, sharing";
    private static final List<String> G1 = List.of("G1 Young Generation", "G1 Concurrent GC", "G1 Old Generation");
    private static final List<String> SERIAL = List.of("Copy", "MarkSweepCompact");
    private static final long GIB = 1L << 30;

    private static final Host.Jvm JVM = jvm("25.0.3+9", VM, G1, Map.of());
    private static final Host.Vectors VECTORS = new Host.Vectors(512, 512, true, "", true, 1);
    private static final Host.Processors PROCESSORS = new Host.Processors(8, 8, 8);
    private static final Host.Heap HEAP = new Host.Heap(4 * GIB, 16 * GIB, 16 * GIB, 8 * GIB);
    private static final Host.Text TEXT = new Host.Text("UTF-8", "LANG=en_US.UTF-8", "");

    private static Host.Jvm jvm(
            String version, String name, List<String> collectors, Map<String, Host.JvmOption> options) {
        return new Host.Jvm(Runtime.Version.parse(version), "Acme", name, collectors, options);
    }

    private static Host.Folder folder(String refusal, long free, boolean needed) {
        return new Host.Folder("current-folder", "/data", refusal, free, "runs go there", needed);
    }

    private static Host host(Host.Jvm jvm, Host.Vectors vectors) {
        return new Host(jvm, vectors, PROCESSORS, HEAP, TEXT, List.of(folder("", 9 * GIB, true)), Map.of());
    }

    private static Host jvm(Host.Jvm jvm) {
        return host(jvm, VECTORS);
    }

    private static Host options(String name, String value, boolean given) {
        return jvm(jvm("25.0.3+9", VM, G1, Map.of(name, new Host.JvmOption(value, given))));
    }

    private static Host vectors(Host.Vectors vectors) {
        return host(JVM, vectors);
    }

    private static Host narrowed(String option, String value, boolean given, int bits) {
        return host(
                jvm("25.0.3+9", VM, G1, Map.of(option, new Host.JvmOption(value, given))),
                new Host.Vectors(bits, 512, bits >= 256, "", true, 1));
    }

    private static Host machine(Host.Processors processors, Host.Heap heap) {
        return new Host(JVM, VECTORS, processors, heap, TEXT, List.of(), Map.of());
    }

    private static Host place(Host.Text text, Host.Folder folder) {
        return new Host(JVM, VECTORS, PROCESSORS, HEAP, text, List.of(folder), Map.of());
    }

    static List<Arguments> faults() {
        Host.Folder well = folder("", 9 * GIB, true);
        return List.of(
                fault(jvm(jvm("25+36", VM, G1, Map.of())), "collector", State.PROBLEM, "JDK-8377811", "25.0.3"),
                fault(jvm(jvm("25.0.2+10-LTS", VM, G1, Map.of())), "collector", State.PROBLEM, "JDK-8377811", "25.0.3"),
                fault(jvm(jvm("26+35", VM, G1, Map.of())), "java", State.NOTE, "Vector API", "25"),
                fault(jvm(jvm("25-ea+12", VM, SERIAL, Map.of())), "java", State.NOTE, "before its release", "25"),
                fault(
                        jvm(jvm("25.0.3+9", "OpenJDK 64-Bit Server VM, interpreted mode", SERIAL, Map.of())),
                        "compiler",
                        State.PROBLEM,
                        "C2",
                        "-Xint"),
                fault(options("UseCountedLoopSafepoints", "false", false), "loops", State.NOTE, "30 %", "LoopStrip"),
                fault(options("UseFMA", "false", true), "multiply-add", State.PROBLEM, "software", "-XX:-UseFMA"),
                fault(
                        narrowed("MaxVectorSize", "32", true, 256),
                        "vectors",
                        State.PROBLEM,
                        "2 times",
                        "MaxVectorSize=32"),
                fault(narrowed("UseAVX", "2", true, 256), "vectors", State.PROBLEM, "2 times", "UseAVX=2"),
                fault(narrowed("UseAVX", "2", false, 256), "vectors", State.NOTE, "clock", "-XX:UseAVX=3"),
                fault(
                        vectors(new Host.Vectors(0, 512, false, "", true, 1)),
                        "vectors",
                        State.PROBLEM,
                        "cannot be used",
                        "--add-modules jdk.incubator.vector"),
                fault(
                        vectors(new Host.Vectors(64, 512, true, "64", true, 1)),
                        "vectors",
                        State.PROBLEM,
                        "128 bits",
                        "ssm.simd.bits=64"),
                fault(
                        vectors(new Host.Vectors(128, 128, false, "", true, 1)),
                        "multiply-add",
                        State.NOTE,
                        "twice",
                        "-XX:-UseFMA"),
                fault(
                        vectors(new Host.Vectors(512, 512, true, "", false, 1)),
                        "alignment",
                        State.NOTE,
                        "10 %",
                        "native-access"),
                fault(
                        vectors(new Host.Vectors(512, 512, true, "", true, 42)),
                        "denormals",
                        State.NOTE,
                        "do not slow down",
                        "scale columns"),
                fault(
                        machine(new Host.Processors(2, 1, 2), HEAP),
                        "processors",
                        State.NOTE,
                        "Hyper-threads share",
                        "1 core"),
                fault(
                        machine(new Host.Processors(2, 2, 8), HEAP),
                        "processors",
                        State.NOTE,
                        "container",
                        "give it more"),
                fault(
                        machine(PROCESSORS, new Host.Heap(8 * GIB, 4 * GIB, 64 * GIB, 2 * GIB)),
                        "memory",
                        State.PROBLEM,
                        "beyond the memory",
                        "-Xmx"),
                fault(
                        machine(PROCESSORS, new Host.Heap(64 << 20, 4 * GIB, 4 * GIB, -1)),
                        "memory",
                        State.PROBLEM,
                        "do not fit",
                        "-Xmx2g"),
                fault(
                        machine(PROCESSORS, new Host.Heap(GIB, 4 * GIB, 4 * GIB, 100 << 20)),
                        "memory",
                        State.NOTE,
                        "swap",
                        "End programs"),
                fault(
                        place(new Host.Text("ANSI_X3.4-1968", "LC_ALL=C", ""), well),
                        "file-names",
                        State.PROBLEM,
                        "letters",
                        "LC_ALL=C.UTF-8"),
                fault(
                        place(new Host.Text("ISO-8859-1", "LANG=de_DE", ""), well),
                        "file-names",
                        State.PROBLEM,
                        "letters",
                        "UTF-8"),
                fault(
                        place(new Host.Text("UTF-8", "", "C.UTF-8"), well),
                        "file-names",
                        State.NOTE,
                        "other programs",
                        "LC_ALL=C.UTF-8"),
                fault(
                        place(TEXT, folder("it may not be written to (Permission denied)", -1, true)),
                        "current-folder",
                        State.PROBLEM,
                        "runs go there",
                        "permissions"),
                fault(
                        place(TEXT, folder("it may not be written to (Read-only file system)", -1, false)),
                        "current-folder",
                        State.NOTE,
                        "runs go there",
                        "permissions"),
                fault(place(TEXT, folder("", 4096, true)), "current-folder", State.PROBLEM, "little room", "Delete"),
                fault(place(TEXT, folder("", GIB / 2, true)), "current-folder", State.NOTE, "little room", "Delete"));
    }

    private static Arguments fault(Host host, String id, State state, String meaning, String remedy) {
        return Arguments.of(host, id, state, meaning, remedy);
    }

    @Test
    void allIsWell() {
        for (Diagnosis d : Doctor.examine(jvm(JVM))) {
            assertEquals(State.OK, d.state(), d::toString);
            assertFalse(d.found().isEmpty(), d::toString);
            assertEquals("", d.meaning() + d.remedy(), d::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsFoundAndNothingElse(Host host, String id, State state, String meaning, String remedy) {
        List<Diagnosis> found =
                Doctor.examine(host).stream().filter(d -> d.state() != State.OK).toList();
        assertEquals(List.of(id), found.stream().map(Diagnosis::id).toList(), found::toString);
        Diagnosis d = found.getFirst();
        assertEquals(state, d.state());
        assertTrue(d.meaning().contains(meaning), d::toString);
        assertTrue(d.remedy().contains(remedy), d::toString);
    }

    /** Vectors narrowed on the command line come with a note on multiply-add. */
    @Test
    void narrowVectorsAndMultiplyAddAreBothNamed() {
        List<Diagnosis> all = Doctor.examine(narrowed("MaxVectorSize", "16", true, 128));
        assertEquals(
                Map.of("vectors", State.PROBLEM, "multiply-add", State.NOTE),
                all.stream()
                        .filter(d -> d.state() != State.OK)
                        .collect(Collectors.toMap(Diagnosis::id, Diagnosis::state)));
    }

    /** The serial collector moves nothing that is pinned, and the repaired release with G1 neither. */
    @Test
    void theDefectOfG1IsFoundOnlyWhereItIs() {
        for (Host host : List.of(jvm(jvm("25.0.2+10", VM, SERIAL, Map.of())), jvm(JVM))) {
            assertTrue(Doctor.examine(host).stream().allMatch(d -> d.state() == State.OK));
        }
    }

    @Test
    void aBrokenPluginIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no zip");
        Catalog catalog = Catalog.of(PluginFolders.in(folder), p -> {});
        List<Diagnosis> all = Doctor.examine(
                new Host(JVM, VECTORS, PROCESSORS, HEAP, TEXT, List.of(), Map.of(folder.toString(), true)), catalog);
        Diagnosis broken = all.stream()
                .filter(d -> d.found().contains("broken.jar"))
                .findFirst()
                .orElseThrow();
        assertEquals(State.PROBLEM, broken.state(), broken::toString);
        assertFalse(broken.remedy().isEmpty(), broken::toString);
        Diagnosis none =
                all.stream().filter(d -> d.id().equals("plug-ins")).findFirst().orElseThrow();
        assertEquals(State.PROBLEM, none.state(), none::toString);
        assertTrue(none.found().contains(folder.toString()), none::toString);
    }

    @Test
    void thisMachineIsLookedAt() {
        List<Diagnosis> all = Ssm.doctor();
        Set<String> ids = new HashSet<>(all.stream().map(Diagnosis::id).toList());
        assertTrue(
                ids.containsAll(Set.of(
                        "java",
                        "collector",
                        "compiler",
                        "loops",
                        "vectors",
                        "multiply-add",
                        "alignment",
                        "denormals",
                        "processors",
                        "memory",
                        "file-names",
                        "current-folder",
                        "temporary-folder",
                        "backend:simd",
                        "backend:reference",
                        "plug-ins")),
                ids::toString);
        for (Diagnosis d : all) {
            boolean well = d.state() == State.OK;
            assertEquals(well, d.meaning().isEmpty(), d::toString);
            assertEquals(well, d.remedy().isEmpty(), d::toString);
        }
    }

    @Test
    void listsOfProcessorsAreRead() {
        assertEquals(List.of(0, 1, 2, 5, 8, 9), LinuxFacts.numbers("0-2,5,8-9\n"));
        assertEquals(List.of(), LinuxFacts.numbers(""));
    }
}
