package org.slicedscore.engine.doctor;

import static org.slicedscore.engine.doctor.Diagnosis.note;
import static org.slicedscore.engine.doctor.Diagnosis.ok;
import static org.slicedscore.engine.doctor.Diagnosis.problem;

import java.util.List;
import org.slicedscore.core.machine.Compiler2;
import org.slicedscore.engine.doctor.Host.Jvm;

/** The virtual machine: its version, collector, compiler and loops. */
final class JvmChecks {
    /** The release of Java that everything is tested with. */
    private static final int TESTED = 25;

    /** The first update of it without JDK-8377811. */
    private static final int REPAIRED = 3;

    private JvmChecks() {}

    static List<Diagnosis> of(Jvm jvm) {
        return List.of(java(jvm), collector(jvm), compiler(jvm), loops(jvm));
    }

    private static Diagnosis java(Jvm jvm) {
        String found = jvm.version() + ", " + jvm.vendor();
        if (jvm.version().feature() != TESTED) {
            return note(
                    "java",
                    found,
                    "The Vector API may change with each release, and Java " + TESTED
                            + " is the one that is tested with it.",
                    "Prefer JDK " + TESTED + ".");
        }
        if (jvm.version().pre().isPresent()) {
            return note(
                    "java", found, "This is a build before its release.", "Prefer a release of JDK " + TESTED + ".");
        }
        return ok("java", found);
    }

    private static Diagnosis collector(Jvm jvm) {
        String found = kind(jvm);
        boolean affected = jvm.version().feature() == TESTED
                && jvm.version().interim() == 0
                && jvm.version().update() < REPAIRED;
        if (affected && jvm.hasG1()) {
            return problem(
                    "collector",
                    found + " of Java " + jvm.version(),
                    "G1 of Java 25.0.0 to 25.0.2 can move an array while native code uses it (JDK-8377811). An OpenCL driver may then "
                            + "read or write the wrong memory, and arrays of the backend simd may lose their alignment.",
                    "Install JDK 25.0.3 or newer, or start java with -XX:+UseSerialGC.");
        }
        return ok("collector", found);
    }

    /** The collector as options call it; Java has only names of its parts. */
    private static String kind(Jvm jvm) {
        String names = String.join(", ", jvm.collectors());
        if (jvm.hasG1()) {
            return "G1";
        }
        return switch (names) {
            case "Copy, MarkSweepCompact" -> "serial";
            case "PS MarkSweep, PS Scavenge", "PS Scavenge, PS MarkSweep" -> "parallel";
            default -> names;
        };
    }

    private static Diagnosis compiler(Jvm jvm) {
        if (Compiler2.isMissing(jvm.name())) {
            return problem(
                    "compiler",
                    jvm.name(),
                    "This JVM runs without its compiler C2, so a training step of the backend simd takes thousands of times as long.",
                    "Start java without -Xint, -XX:TieredStopAtLevel and -XX:CompilationMode.");
        }
        return ok("compiler", jvm.name());
    }

    private static Diagnosis loops(Jvm jvm) {
        if (jvm.has("UseCountedLoopSafepoints", "false")) {
            return note(
                    "loops",
                    "without safepoints",
                    "C2 compiles the inner loop of a matrix product to slower code: a step takes up to 30 % longer.",
                    "Start java with -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000.");
        }
        return ok("loops", "with safepoints");
    }
}
