package org.slicedscore.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceDeclarationsTest {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.newModule("plugin")
            .packages(java.util.Set.of("plugin.impl"))
            .provides("api.Service", List.of("plugin.impl.A", "plugin.impl.B"))
            .build();

    @Test
    void acceptsTheSameProvidersInBothPlacesInAnyOrderAndWithComments() {
        ServiceDeclarations.assertConsistent(
                module(Map.of("META-INF/services/api.Service", "# ours\nplugin.impl.B # second\n\nplugin.impl.A\n")));
    }

    @Test
    void rejectsAProviderThatIsOnlyInTheModuleDescriptor() {
        rejects(Map.of("META-INF/services/api.Service", "plugin.impl.A\n"));
        rejects(Map.of());
    }

    @Test
    void rejectsAProviderThatIsOnlyInMetaInf() {
        rejects(Map.of("META-INF/services/api.Service", "plugin.impl.A\nplugin.impl.B\nplugin.impl.C\n"));
        rejects(Map.of(
                "META-INF/services/api.Service", "plugin.impl.A\nplugin.impl.B\n",
                "META-INF/services/api.Other", "plugin.impl.C\n"));
    }

    private static void rejects(Map<String, String> resources) {
        assertThrows(AssertionError.class, () -> ServiceDeclarations.assertConsistent(module(resources)));
    }

    private static ModuleReference module(Map<String, String> resources) {
        return new ModuleReference(DESCRIPTOR, URI.create("memory:plugin")) {
            @Override
            public ModuleReader open() {
                return new MemoryReader(resources);
            }
        };
    }

    private record MemoryReader(Map<String, String> resources) implements ModuleReader {
        @Override
        public Optional<URI> find(String name) {
            return Optional.ofNullable(resources.get(name)).map(text -> URI.create("memory:" + name));
        }

        @Override
        public Optional<InputStream> open(String name) {
            return Optional.ofNullable(resources.get(name))
                    .map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Stream<String> list() {
            return resources.keySet().stream();
        }

        @Override
        public void close() {}
    }
}
