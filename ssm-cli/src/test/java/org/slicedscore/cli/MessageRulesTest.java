package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.cli.config.FlagWording;

/** Messages of the library name settings as values; the command alone knows flags. */
class MessageRulesTest {
    /** A flag in a string. The JVM's own options are no flags of the command. */
    private static final Pattern FLAG = Pattern.compile("\"[^\"]*--(?!add-modules|enable-native-access)[a-z]");

    private static final Pattern PARSED =
            Pattern.compile("getMessage\\(\\)\\)?\\.(matches|replace|contains|startsWith|indexOf|split)|matcher\\([^)]*"
                    + "getMessage\\(\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "ssm-spark"
            })
    void noMessageOfTheLibraryNamesAFlag(String module) throws IOException {
        assertEquals(List.of(), lines(module, FLAG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssm-api", "ssm-core-simd", "ssm-catalog", "ssm-data", "ssm-engine", "ssm-models", "ssm-cli"})
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

    @Test
    void theRulesFindWhatTheyForbid() {
        assertTrue(FLAG.matcher("usage(\"leave out with --columns\")").find());
        assertTrue(PARSED.matcher("OPTION.matcher(e.getMessage())").find());
        assertTrue(PARSED.matcher("e.getMessage().replaceFirst(\"a\", \"b\")").find());
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
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
