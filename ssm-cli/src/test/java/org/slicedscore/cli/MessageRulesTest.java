package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.catalog.Backends;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.verb.Verbs;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.sample.Sampling;

/** Messages of the library name settings and actions as values; the command alone knows flags and verbs. */
class MessageRulesTest {
    /** A flag in a string. The JVM's own options are no flags of the command. */
    private static final Pattern FLAG = Pattern.compile("\"[^\"]*--(?!add-modules|enable-native-access)[a-z]");

    private static final String SURGERY = "\\.(matches|replace|contains|startsWith|endsWith|indexOf|split|substring)";

    private static final Pattern PARSED = Pattern.compile("getMessage\\(\\)\\)?" + SURGERY
            + "|matcher\\([^)]*getMessage\\(\\)"
            + "|\\.text\\([\\w.]*(\\(\\))?\\)" + SURGERY
            + "|matcher\\([^;]*problem\\(\\)");

    /** A verb of the command in a string. */
    private static final Pattern VERB = Pattern.compile("\"[^\"]*'ssm ");

    /** The classes whose methods are the library's actions. */
    private static final List<Class<?>> LIBRARY = List.of(
            org.slicedscore.engine.Ssm.class,
            SsmModel.class,
            Detection.class,
            Sampling.class,
            Backends.class,
            Catalog.class);

    /** The modules of the library. */
    static List<String> library() {
        return List.of(
                "ssm-api",
                "ssm-core-simd",
                "ssm-catalog",
                "ssm-data",
                "ssm-engine",
                "ssm-models",
                "ssm-gpu-opencl",
                "ssm-experiments",
                "ssm-images",
                "ssm-onnx",
                "ssm-parquet",
                "ssm-report",
                "ssm-spark");
    }

    /** The library and the command, without formats that have to look into the messages of other libraries. */
    static Stream<String> ownMessages() {
        return Stream.concat(library().stream(), Stream.of("ssm-cli"))
                .filter(module -> !module.equals("ssm-images") && !module.equals("ssm-parquet"));
    }

    @ParameterizedTest
    @MethodSource("library")
    void noMessageOfTheLibraryNamesAFlagOrAVerb(String module) throws IOException {
        assertEquals(List.of(), lines(module, FLAG));
        assertEquals(List.of(), lines(module, VERB));
    }

    @ParameterizedTest
    @MethodSource("ownMessages")
    void nobodyParsesAMessage(String module) throws IOException {
        assertEquals(List.of(), lines(module, PARSED));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheCommandProposesShips(Alternative alternative) {
        Catalog catalog = Catalog.load();
        for (String id : FlagWording.shipped(alternative)) {
            assertTrue(catalog.entries().stream().anyMatch(e -> e.id().equals(id)), id);
        }
        String text = FlagWording.FLAGS.alternative(alternative);
        assertTrue(text.startsWith(alternative.words() + " ("), text);
    }

    @ParameterizedTest
    @EnumSource
    void anActionIsAMethodOfTheLibraryAndAVerbOfTheCommand(Action action) {
        String[] method = action.words().split("\\.");
        assertTrue(
                LIBRARY.stream()
                        .filter(c -> c.getSimpleName().equals(method[0]))
                        .flatMap(c -> Arrays.stream(c.getMethods()))
                        .anyMatch(m -> m.getName().equals(method[1])),
                action.words());
        String typed = FlagWording.FLAGS.action(action);
        Matcher verb = Pattern.compile("'ssm (\\w+)").matcher(typed);
        assertTrue(verb.find(), typed);
        do {
            Verbs.of(verb.group(1));
        } while (verb.find());
    }

    @Test
    void theRulesFindWhatTheyForbid() {
        assertTrue(FLAG.matcher("usage(\"leave out with --columns\")").find());
        assertTrue(PARSED.matcher("OPTION.matcher(e.getMessage())").find());
        assertTrue(PARSED.matcher("e.getMessage().replaceFirst(\"a\", \"b\")").find());
        assertTrue(PARSED.matcher("e.problem().text(FlagWording.FLAGS).replaceFirst(\"a\", \"b\")")
                .find());
        assertTrue(PARSED.matcher("problem.text(request.wording()).startsWith(\"a\")")
                .find());
        assertTrue(PARSED.matcher("LINE.matcher(e.problem().text(FLAGS))").find());
        assertTrue(VERB.matcher("remedy(\"learn one with 'ssm train'\")").find());
    }

    private static List<String> lines(String module, Pattern forbidden) throws IOException {
        Path sources = Path.of(System.getProperty("ssm.root"), module, "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .flatMap(f -> read(f).filter(line -> forbidden.matcher(line).find())
                            .map(line -> f.getFileName() + ": " + line.strip()))
                    .toList();
        }
    }

    private static Stream<String> read(Path file) {
        try {
            // a chain of calls may go over several lines
            return Files.readString(file).replaceAll("\\R\\s*\\.", ".").lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
