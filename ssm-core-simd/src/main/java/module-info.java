/**
 * Derivatives, compiler, trainer, samplers, data and the CPU backends.
 *
 * <p>The Vector API has to be in the boot layer: on the module path this descriptor sees to it, on the class path
 * {@code --add-modules jdk.incubator.vector} does.
 */
module org.slicedscore.core {
    requires transitive org.slicedscore.api;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires jdk.incubator.vector;
    requires org.slf4j;

    exports org.slicedscore.core;
    exports org.slicedscore.core.autodiff;
    exports org.slicedscore.core.compile;
    exports org.slicedscore.core.interpret;
    exports org.slicedscore.core.score;

    provides org.slicedscore.api.backend.BackendProvider with
            org.slicedscore.core.backend.reference.ReferenceBackendProvider,
            org.slicedscore.core.backend.simd.SimdBackendProvider;

    exports org.slicedscore.core.data;
    exports org.slicedscore.core.data.prep;
    exports org.slicedscore.core.data.synthetic;
    exports org.slicedscore.core.io;
    exports org.slicedscore.core.random;
}
