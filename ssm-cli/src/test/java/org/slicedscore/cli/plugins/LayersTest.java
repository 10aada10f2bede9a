package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in a folder become plug-ins, each apart from the others and from the command's own libraries. */
class LayersTest {
    private static final HostLayer HOST = new HostLayer();

    @TempDir
    private Path folder;

    private HostLayer.Result ssm(String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", folder.toString()), args);
    }

    private void trains(String model) {
        HostLayer.Result run = ssm(
                "train",
                "--data",
                "synthetic:gaussian?n=100",
                "--steps",
                "2",
                "--model",
                model,
                "--out",
                folder.resolve("run").toString());
        assertEquals(0, run.code(), run.err());
        assertEquals(
                "",
                run.err().lines().filter(l -> l.contains("not used")).findAny().orElse(""));
    }

    @Test
    void aModuleInALayerOfItsOwn() {
        Banana.modular("banana").jar(folder.resolve("banana.jar"));
        trains("banana");
        HostLayer.Result list = ssm("plugins");
        assertTrue(
                list.out().lines().anyMatch(l -> l.matches("model +banana +acme .* ready .*banana.jar")), list.out());
    }

    @Test
    void aJarWithoutDescriptor() {
        Banana.plain("banana", "").jar(folder.resolve("2nd banana (1).jar"));
        trains("banana");
    }
}
