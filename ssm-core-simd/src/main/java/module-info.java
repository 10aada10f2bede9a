/**
 * Derivatives, compiler, trainer, samplers, data and the CPU backends.
 *
 * <p>The Vector API has to be in the boot layer: on the module path this descriptor sees to it, on the class path
 * {@code --add-modules jdk.incubator.vector} does.
 */
module org.slicedscore.core {
    requires transitive org.slicedscore.api;
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires jdk.incubator.vector;
    requires org.slf4j;

    exports org.slicedscore.core;
}
