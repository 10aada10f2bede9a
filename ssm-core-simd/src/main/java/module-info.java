/**
 * Derivatives, the compiler that turns a formula into a plan, and the CPU backends. Nothing here depends on files, runs
 * or commands.
 *
 * <p>The Vector API must be in the boot layer: on the module path this descriptor ensures it, on the class path
 * {@code --add-modules jdk.incubator.vector} does.
 *
 * @provides org.slicedscore.api.backend.BackendProvider {@code simd}, float32 with the Vector API on all cores, and
 *     {@code reference}, scalar double arithmetic, the reference for all others
 */
module org.slicedscore.core {
    requires java.management;
    requires jdk.incubator.vector;
    requires jdk.management;
    requires transitive org.slicedscore.api;

    exports org.slicedscore.core.autodiff to
            org.slicedscore.engine,
            org.slicedscore.experiments,
            org.slicedscore.testkit;
    exports org.slicedscore.core.compile to
            org.slicedscore.engine,
            org.slicedscore.experiments,
            org.slicedscore.testkit;
    exports org.slicedscore.core.interpret to
            org.slicedscore.testkit;
    exports org.slicedscore.core.machine to
            org.slicedscore.engine;
    exports org.slicedscore.core.score;

    provides org.slicedscore.api.backend.BackendProvider with
            org.slicedscore.core.backend.reference.ReferenceBackendProvider,
            org.slicedscore.core.backend.simd.SimdBackendProvider;
}
