package org.slicedscore.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Plugin;
import org.slicedscore.models.model.GaussianModel;
import org.slicedscore.testkit.ServiceDeclarations;

/** What ships is declared in both places, and its packages stay closed. */
class DeclarationsTest {
    private static ModuleReference module() throws Exception {
        Path classes = Path.of(GaussianModel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ModuleFinder.of(classes).find("org.slicedscore.models").orElseThrow();
    }

    @Test
    void servicesAreDeclaredTwice() throws Exception {
        ServiceDeclarations.assertConsistent(module());
    }

    @Test
    void everyPluginIsDeclared() throws Exception {
        Set<String> provided = new TreeSet<>();
        module().descriptor().provides().forEach(p -> provided.addAll(p.providers()));
        Set<String> written = new TreeSet<>();
        try (var reader = module().open();
                var names = reader.list()) {
            for (String name : names.filter(n -> n.endsWith(".class")).toList()) {
                if (name.contains("/") && !name.endsWith("package-info.class")) {
                    Class<?> type =
                            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
                    if (Plugin.class.isAssignableFrom(type)) {
                        written.add(type.getName());
                    }
                }
            }
        }
        assertEquals(written, provided);
    }

    @Test
    void nothingIsExportedAndTheApiAloneIsRequired() throws Exception {
        assertTrue(module().descriptor().exports().isEmpty());
        Set<String> required = new TreeSet<>();
        module().descriptor().requires().forEach(r -> required.add(r.name()));
        assertEquals(Set.of("java.base", "org.slicedscore.api"), required);
    }
}
