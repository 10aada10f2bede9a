package org.slicedscore.cli.plugins;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command in modules, as it is installed, and yet in the JVM of the tests, which is on the class path: its modules make
 * a layer.
 */
final class HostLayer {
    private static final String CLI = "org.slicedscore.cli";

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    private final Constructor<?> command;
    private final Constructor<?> console;
    private final Constructor<?> stream;
    private final Method run;
    private final ClassLoader loader;

    /** The command, with or without some of its modules. */
    HostLayer(Path... more) {
        Path[] path = Stream.concat(modulePath().stream(), Stream.of(more)).toArray(Path[]::new);
        ModuleFinder finder = ModuleFinder.of(path);
        Set<String> roots = Stream.concat(
                        Stream.of(CLI, "org.slicedscore.models"),
                        ModuleFinder.of(more).findAll().stream()
                                .map(m -> m.descriptor().name()))
                .collect(java.util.stream.Collectors.toSet());
        Configuration configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), roots);
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader());
        Module cli = controller.layer().findModule(CLI).orElseThrow();
        loader = cli.getClassLoader();
        controller.addOpens(cli, CLI, HostLayer.class.getModule());
        controller.addOpens(cli, CLI + ".output", HostLayer.class.getModule());
        try {
            Class<?> consoleType = loader.loadClass(CLI + ".output.Console");
            Class<?> streamType = loader.loadClass(CLI + ".output.ResultStream");
            stream = streamType.getDeclaredConstructor(OutputStream.class);
            console = consoleType.getDeclaredConstructor(streamType, PrintStream.class, boolean.class);
            Class<?> type = loader.loadClass(CLI + ".Cli");
            command = type.getDeclaredConstructor(consoleType, Map.class);
            run = type.getDeclaredMethod("run", String[].class);
            Stream.of(stream, console, command, run).forEach(m -> m.setAccessible(true));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Result run(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object streams = console.newInstance(
                    stream.newInstance(out), new PrintStream(err, true, StandardCharsets.UTF_8), false);
            int code = (int) run.invoke(command.newInstance(streams, environment), (Object) args);
            return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What the tests run on. */
    static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** The modules among them. */
    static List<Path> modulePath() {
        return classPath().stream().filter(HostLayer::isModule).toList();
    }

    private static boolean isModule(Path entry) {
        try {
            return ModuleFinder.of(entry).findAll().stream()
                    .anyMatch(m -> !m.descriptor().isAutomatic());
        } catch (FindException e) {
            return false;
        }
    }
}
