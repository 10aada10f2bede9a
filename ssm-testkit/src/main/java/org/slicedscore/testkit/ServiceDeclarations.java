package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Providers are declared twice, so that one jar works on the module path, on the class path and as a plug-in: in
 * {@code module-info.java} with {@code provides}, and in a file under {@code META-INF/services}. This checks that the
 * two agree.
 */
public final class ServiceDeclarations {
    private static final String SERVICES = "META-INF/services/";

    private ServiceDeclarations() {}

    /**
     * Fails unless a module declares the same providers in both places.
     *
     * @param module the module, as a {@link java.lang.module.ModuleFinder} returns it for its jar or folder of classes
     */
    public static void assertConsistent(ModuleReference module) {
        assertEquals(
                provided(module),
                listed(module),
                "providers of " + module.descriptor().name()
                        + ": `provides` in module-info.java (expected) and META-INF/services (actual) differ");
    }

    private static Map<String, Set<String>> provided(ModuleReference module) {
        Map<String, Set<String>> providers = new TreeMap<>();
        for (Provides provides : module.descriptor().provides()) {
            providers.put(provides.service(), new TreeSet<>(provides.providers()));
        }
        return providers;
    }

    private static Map<String, Set<String>> listed(ModuleReference module) {
        Map<String, Set<String>> providers = new TreeMap<>();
        try (ModuleReader reader = module.open();
                var names = reader.list()) {
            for (String name : names.sorted().toList()) {
                if (name.startsWith(SERVICES) && !name.endsWith("/")) {
                    providers.put(name.substring(SERVICES.length()), providersIn(reader, name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read module " + module.descriptor().name(), e);
        }
        return providers;
    }

    private static Set<String> providersIn(ModuleReader reader, String name) throws IOException {
        try (InputStream in = reader.open(name).orElseThrow()) {
            Set<String> providers = new TreeSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
                String provider = line.replaceFirst("#.*", "").strip();
                if (!provider.isEmpty()) {
                    providers.add(provider);
                }
            }
            return providers;
        }
    }
}
