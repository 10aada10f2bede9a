package org.slicedscore.engine.doctor;

import static org.slicedscore.engine.doctor.Diagnosis.note;
import static org.slicedscore.engine.doctor.Diagnosis.ok;
import static org.slicedscore.engine.doctor.Diagnosis.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slicedscore.core.machine.VectorUnit;
import org.slicedscore.engine.doctor.Host.Jvm;
import org.slicedscore.engine.doctor.Host.Vectors;

/** What the backend {@code simd} computes with: vectors, multiply-add, aligned arrays, small numbers. */
final class VectorChecks {
    /** Bits of the narrowest vectors that all operations of the kernels have instructions for. */
    private static final int NARROWEST = 128;

    /** From here on it is worth knowing that products too small for a normal number are slow. */
    private static final double SLOW = 4;

    private VectorChecks() {}

    static List<Diagnosis> of(Vectors vectors, Jvm jvm) {
        if (vectors.bits() == 0) {
            return List.of(problem(
                    "vectors",
                    "no Vector API",
                    "The backend simd cannot be used, and the reference backend takes thousands of times as long.",
                    "Start java with --add-modules " + VectorUnit.MODULE + "."));
        }
        return List.of(width(vectors, jvm), multiplyAdd(vectors, jvm), alignment(vectors), denormals(vectors));
    }

    private static Diagnosis width(Vectors vectors, Jvm jvm) {
        List<String> narrowing = new ArrayList<>(Stream.of("MaxVectorSize", "UseAVX")
                .filter(jvm::isGiven)
                .map(o -> "-XX:" + o + "=" + jvm.options().get(o).value())
                .toList());
        if (!vectors.forcedBits().isEmpty()) {
            narrowing.add("-Dssm.simd.bits=" + vectors.forcedBits());
        }
        String found = vectors.bits() + " bits";
        if (vectors.processorBits() > vectors.bits()) {
            found += "; the processor has " + vectors.processorBits();
        }
        if (vectors.bits() < NARROWEST) {
            return problem(
                    "vectors",
                    found,
                    "The kernels are made of instructions for vectors of " + NARROWEST
                            + " bits or more; without them a training step takes thousands of times as long.",
                    narrowing.isEmpty()
                            ? "Use a machine with wider vectors."
                            : "Start java without " + String.join(" and ", narrowing) + ".");
        }
        boolean narrower = vectors.processorBits() > vectors.bits();
        if (!narrowing.isEmpty() && (narrower || vectors.processorBits() == 0)) {
            return problem(
                    "vectors",
                    found + ", narrowed by " + String.join(" and ", narrowing),
                    narrower
                            ? "Vectors of half the width take about twice as long: a training step may take up to "
                                    + vectors.processorBits() / vectors.bits() + " times as long."
                            : "If the processor has wider vectors, a training step takes longer than it should.",
                    "Start java without " + String.join(" and ", narrowing) + ".");
        }
        if (narrower) {
            return note(
                    "vectors",
                    found,
                    "On some processors the JVM prefers narrower vectors, because wide ones lower their clock.",
                    "Try -XX:UseAVX=3, and keep it if a training step gets faster.");
        }
        return ok("vectors", found);
    }

    private static Diagnosis multiplyAdd(Vectors vectors, Jvm jvm) {
        if (vectors.fusedMultiplyAdd() && jvm.has("UseFMA", "false")) {
            return problem(
                    "multiply-add",
                    "switched off in the JVM",
                    "The kernels use it, and the JVM computes each one in software: a training step takes thousands of times as long.",
                    "Start java without -XX:-UseFMA, or with -Dssm.simd.fma=false as well.");
        }
        if (!vectors.fusedMultiplyAdd()) {
            return note(
                    "multiply-add",
                    "as two instructions",
                    "Matrix products take about twice as long as with one instruction, and round once more.",
                    "Start java without -XX:-UseFMA, -XX:UseAVX=0 and -Dssm.simd.fma; processors from before 2013 have no such instruction.");
        }
        return ok("multiply-add", "one instruction");
    }

    private static Diagnosis alignment(Vectors vectors) {
        return vectors.aligned()
                ? ok("alignment", "arrays begin at a cache line")
                : note(
                        "alignment",
                        "arrays begin where a G1 heap puts them",
                        "With another collector than G1, ZGC or Shenandoah a training step takes up to 10 % longer.",
                        "Start java with --enable-native-access=org.slicedscore.core, on the class path ALL-UNNAMED.");
    }

    private static Diagnosis denormals(Vectors vectors) {
        String found = String.format(
                Locale.ROOT, "a product that is denormal takes %.1f times as long", vectors.denormalCost());
        return vectors.denormalCost() < SLOW
                ? ok("denormals", found)
                : note(
                        "denormals",
                        found,
                        "Training sets numbers below 2^-63 to 0 before it multiplies them, so steps do not slow down. Only inputs as small "
                                + "as that are multiplied as they are.",
                        "Nothing if rows are preprocessed, as by default; else scale columns with such values.");
    }
}
