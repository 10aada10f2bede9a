package org.slicedscore.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Option;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;

class SettingValuesTest {
    private static final Setting<Integer> BATCH =
            Setting.of(SettingGroup.TRAINING, "VALUE", Option.integer("batch-size", 128, 1, 1000, "Rows a step"));
    private static final Setting<String> MODEL =
            Setting.of(SettingGroup.TRAINING, "VALUE", Option.text("model", "plain", "Id"));
    private static final Setting<Boolean> DEEP =
            Setting.of(SettingGroup.TRAINING, "VALUE", Option.flag("model-deep", false, "A setting, for all its name"));
    private static final Option<List<Integer>> HIDDEN = Option.integers("hidden", List.of(8), 1, "Widths");

    @TempDir
    private Path folder;

    private SettingValues values;

    @BeforeEach
    void create() {
        values = new SettingValues(List.of(BATCH, MODEL, DEEP), List.of("model", "objective"));
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("my.json"), json);
    }

    private void readFile(String json) throws IOException {
        ConfigFile.read(file(json), values, java.util.Set.of("epochs"));
    }

    private void readEnvironment(Map<String, String> environment) {
        Environment.read(environment, values, java.util.Set.of("epochs"));
    }

    @Test
    void laterPlacesWin() throws IOException {
        assertEquals(128, values.get(BATCH));
        readFile("{\"batch-size\": 1}");
        assertEquals(1, values.get(BATCH));
        readEnvironment(Map.of("SSM_BATCH_SIZE", "2"));
        assertEquals(2, values.get(BATCH));
        values.put("batch-size", "3", new Origin.Flag("--batch-size"));
        assertEquals(3, values.get(BATCH));
    }

    @Test
    void filesMayNestAndSpellWithUnderscores() throws IOException {
        readFile(
                "{\"batch_size\": 5, \"model\": {\"id\": \"deep\", \"hidden\": [16, 32]}, \"epochs\": 3, \"model-deep\": true}");
        assertEquals(5, values.get(BATCH));
        assertEquals("deep", values.get(MODEL));
        assertEquals(true, values.get(DEEP));
        assertEquals(
                List.of(16, 32), values.plugin("model", "deep", List.of(HIDDEN)).get(HIDDEN));
    }

    @Test
    void aFileMayBeginWithAByteOrderMark() throws IOException {
        readFile("\uFEFF{\"batch-size\": 5}");
        assertEquals(5, values.get(BATCH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"batch_size": 5, "batch-size": 6}                      | 1:19: batch-size | 1:2: batch_size
                    {"model": {"id": "a", "hidden": 1}, "model.hidden": [2]} | 1:37: model.hidden | 1:23: model.hidden
                    {"model": "a", "MODEL": "b"}                            | 1:16: MODEL | 1:2: model
                    """)
    void twoSpellingsOfOneSettingAreRefused(String json, String second, String first) {
        String file = folder.resolve("my.json") + ":";
        assertEquals(
                file + second + ": the same setting as " + file + first + "; leave one out",
                assertThrows(SsmException.class, () -> readFile(json)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSM_COMMAND_ID", "SSM_INSTANCE_NAME", "SSM_ID", "SSM_ENV", "SSM_PORT", "SSM_"})
    void variablesOfOtherProgramsAreLeftAlone(String variable) {
        readEnvironment(Map.of(variable, "x"));
        assertEquals(Map.of(), values.given());
    }

    @ParameterizedTest
    @CsvSource({
        "SSM_BATCHSIZE, SSM_BATCH_SIZE",
        "SSM_BACH_SIZ, SSM_BATCH_SIZE",
        "SSM_EPOCH, SSM_EPOCHS",
        "SSM_MODLE, SSM_MODEL",
        "SSM_MODLE_HIDDEN, SSM_MODEL_HIDDEN"
    })
    void aSlipInAVariableIsAnError(String variable, String meant) {
        assertEquals(
                variable + " in the environment: no such setting; did you mean " + meant + "?",
                assertThrows(SsmException.class, () -> readEnvironment(Map.of(variable, "x")))
                        .getMessage());
    }

    @Test
    void environmentReachesThePlugIns() {
        readEnvironment(Map.of(
                "SSM_MODEL_HIDDEN", "4,5", "SSM_MODEL_DEEP", "true", "SSM_JAVA_OPTS", "-Xmx1g", "SSM_EPOCHS", "9"));
        assertEquals(
                List.of(4, 5), values.plugin("model", "deep", List.of(HIDDEN)).get(HIDDEN));
        assertEquals(true, values.get(DEEP));
    }

    @Test
    void aWrongValueNamesItsPlace() throws IOException {
        readFile("{\n  \"batch-size\": \"many\"\n}");
        assertEquals(
                folder.resolve("my.json") + ":2:3: batch-size: found 'many', expected whole number from 1 to 1000",
                assertThrows(SsmException.class, () -> values.get(BATCH)).getMessage());
        readEnvironment(Map.of("SSM_BATCH_SIZE", "0"));
        assertEquals(
                "SSM_BATCH_SIZE in the environment: found '0', expected whole number from 1 to 1000",
                assertThrows(SsmException.class, () -> values.get(BATCH)).getMessage());
        values.put("batch-size", "x", new Origin.Flag("--batch-size"));
        assertEquals(
                "--batch-size: found 'x', expected whole number from 1 to 1000",
                assertThrows(SsmException.class, () -> values.get(BATCH)).getMessage());
    }

    @Test
    void unknownNamesAreErrorsEverywhere() {
        SsmException file = assertThrows(SsmException.class, () -> readFile("{\"batchsize\": 1}"));
        assertTrue(
                file.getMessage()
                        .endsWith(
                                "my.json:1:2: batchsize: there is no setting 'batchsize'; did you mean 'batch-size'?"),
                file.getMessage());
        SsmException variable = assertThrows(SsmException.class, () -> readEnvironment(Map.of("SSM_BACH_SIZE", "1")));
        assertEquals(
                "SSM_BACH_SIZE in the environment: no such setting; did you mean SSM_BATCH_SIZE?",
                variable.getMessage());
        values.put("model.hiden", "3", new Origin.Flag("--model.hiden"));
        SsmException option = assertThrows(SsmException.class, () -> values.plugin("model", "deep", List.of(HIDDEN)));
        assertEquals(
                "--model.hiden: model 'deep' has no option 'hiden'; did you mean 'hidden'? (valid: hidden)",
                option.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"batch-size": 1          | my.json:1:
                    [1]                       | my.json:1:1: found an array, expected a JSON object {...}
                    {"batch-size": {"a": 1}}  | my.json:1:2: batch-size: found an object, expected a value
                    {"batch-size": 1} 2       | my.json:1:19: found '2' after the end of the JSON object
                    {"model":"a","model":"b"} | my.json:1:21: not JSON: Duplicate field 'model'
                    nonsense                  | my.json:1:1: not JSON: Unrecognized token 'nonsense'
                    """)
    void aBrokenFileNamesLineAndColumn(String json, String message) {
        SsmException e = assertThrows(SsmException.class, () -> readFile(json));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aMissingFileIsBadData() {
        SsmException e = assertThrows(
                SsmException.class, () -> ConfigFile.read(folder.resolve("none.json"), values, java.util.Set.of()));
        assertEquals(SsmException.Kind.DATA, e.kind());
    }
}
