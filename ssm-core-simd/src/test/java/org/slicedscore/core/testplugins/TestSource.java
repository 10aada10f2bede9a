package org.slicedscore.core.testplugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.core.catalog.Catalog;
import org.slicedscore.core.catalog.PluginSource;

/** A folder with service declarations, as a jar of plug-ins has them. */
public final class TestSource {
    private final Map<String, String> declarations = new LinkedHashMap<>();

    /** Declares providers of a service. */
    public TestSource provide(Class<?> service, Class<?>... providers) {
        return declare(service, List.of(providers).stream().map(Class::getName).collect(Collectors.joining("\n")));
    }

    /** Adds lines to a declaration, right or wrong. */
    public TestSource declare(Class<?> service, String lines) {
        declarations.merge(service.getName(), lines + "\n", String::concat);
        return this;
    }

    /** Writes the declarations into a folder; the loader sees what the test sees, and them. */
    public ClassLoader loader(Path folder) {
        try {
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            for (Map.Entry<String, String> d : declarations.entrySet()) {
                Files.writeString(services.resolve(d.getKey()), d.getValue());
            }
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, TestSource.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as a place to look for plug-ins. */
    public PluginSource source(Path folder) {
        return PluginSource.loader(folder.getFileName().toString(), loader(folder));
    }

    /** Declares all of {@link SmallPlugins}. */
    public static TestSource small() {
        return new TestSource()
                .provide(Model.class, SmallPlugins.Energy.class, SmallPlugins.Gaussian.class)
                .provide(
                        Objective.class,
                        SmallPlugins.Reduced.class,
                        SmallPlugins.Likelihood.class,
                        SmallPlugins.Denoising.class)
                .provide(Projection.class, SmallPlugins.Signs.class)
                .provide(Optimizer.class, SmallPlugins.Descent.class, SmallPlugins.Adam.class);
    }

    /** A catalog of {@link SmallPlugins} and the backends of this build. */
    public static Catalog smallCatalog(Path folder) {
        return Catalog.of(List.of(small().source(folder)));
    }
}
