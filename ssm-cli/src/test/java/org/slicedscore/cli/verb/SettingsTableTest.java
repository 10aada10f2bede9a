package org.slicedscore.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.cli.config.Environment;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ResultStream;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmOptions;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.setting.Effect;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingConfig;
import picocli.CommandLine;

/**
 * Walks {@link Settings}: each can be given in every way, is stored and read again, and stands in docs/settings.md, which
 * {@code -Dssm.settings.write=true} writes anew.
 */
class SettingsTableTest {
    private static final Catalog CATALOG = Catalog.load();

    /** What settings that take any text are set to here. */
    private static final Map<String, String> TEXTS = Map.of(
            "model", "gaussian",
            "objective", "sm",
            "projection", "gaussian",
            "optimizer", "sgd",
            "backend", "reference:0");

    /** What other settings are set to: the first that is valid and not the default. */
    private static final List<String> VALUES =
            List.of("0.25", "3", "none", "cosine", "on", "clip", "apart", "log-uniform", "true");

    @TempDir
    private Path folder;

    static List<Setting<?>> settings() {
        return Settings.ALL;
    }

    private static <T> String text(Setting<T> setting) {
        if (TEXTS.containsKey(setting.name())) {
            return TEXTS.get(setting.name());
        }
        for (String text : VALUES) {
            try {
                if (!setting.option().parse(text).equals(setting.defaultValue())) {
                    return text;
                }
            } catch (SsmException e) {
                // of another type
            }
        }
        throw new AssertionError("a value for '" + setting.name() + "' is missing in this test");
    }

    private TrainingConfig configured(Map<String, String> environment, Path file, String... flags) {
        TrainVerb verb = new TrainVerb();
        CommandLine command = new CommandLine(verb);
        verb.extend(command.getCommandSpec());
        CommandLine.ParseResult parsed = command.parseArgs(flags);
        Console console = new Console(
                new ResultStream(new ByteArrayOutputStream()),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false);
        try (Context context = new Context(console, environment, List.of(flags), Map.of(), verb, null, null)) {
            return Configurations.training(verb.settings(context, parsed, file), CATALOG);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void canBeGivenEverywhere(Setting<T> setting) throws IOException {
        String name = setting.name();
        String text = text(setting);
        T value = setting.option().parse(text);
        assertNotEquals(setting.defaultValue(), value);
        // the default objective is the model's own
        String[] model = setting == Settings.OBJECTIVE ? new String[] {"--model=mlp-energy"} : new String[0];
        assertEquals(setting.defaultValue(), configured(Map.of(), null, model).get(setting));
        assertEquals(value, configured(Map.of(), null, "--" + name + "=" + text).get(setting));
        assertEquals(
                value,
                configured(Map.of(Environment.variable(name), text), null).get(setting));
        Path file = Files.writeString(folder.resolve("my.json"), "{\"" + name + "\": \"" + text + "\"}");
        assertEquals(value, configured(Map.of(), file).get(setting));
        assertFalse(setting.option().doc().isBlank());
    }

    @ParameterizedTest
    @MethodSource("settings")
    <T> void aLibraryCanSetItAndARunStoresIt(Setting<T> setting) {
        T value = setting.option().parse(text(setting));
        double[][] rows = new double[24][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {Math.sin(i), Math.cos(1.7 * i * i)};
        }
        Path path = folder.resolve("run");
        SsmOptions options = Ssm.options()
                .set("model.hidden", "4")
                .backend("reference")
                .batchSize(4)
                .set(Settings.STEPS.name(), 2);
        if (setting == Settings.MODEL) {
            options = Ssm.options().backend("reference").batchSize(4);
        }
        Ssm.train(rows, options.set(setting, value).run(path)).close();
        StoredRun run = StoredRun.open(path, CATALOG);
        assertEquals(value, run.config().get(setting));
        TrainedModel model = run.model();
        assertEquals(
                setting.effect() == Effect.NONE ? setting.defaultValue() : value,
                model.config().get(setting));
    }

    @Test
    void helpAndDocumentationAreViews() throws IOException {
        TrainVerb verb = new TrainVerb();
        CommandLine command = new CommandLine(verb);
        verb.extend(command.getCommandSpec());
        String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        for (Setting<?> setting : Settings.ALL) {
            assertTrue(help.contains("--" + setting.name()), setting.name());
        }
        String page = page();
        Path docs = Path.of(System.getProperty("ssm.root"), "docs", "settings.md");
        if (Boolean.getBoolean("ssm.settings.write")) {
            Files.writeString(docs, page);
        }
        assertEquals(page, Files.readString(docs), "docs/settings.md is stale: run with -Dssm.settings.write=true");
    }

    private static String page() {
        Map<SettingGroup, List<Setting<?>>> groups = new LinkedHashMap<>();
        Settings.ALL.forEach(
                s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
        StringBuilder page = new StringBuilder("""
                # Settings of a training run

                Each setting is a flag (`--batch-size 64`), an environment variable (`SSM_BATCH_SIZE=64`), a key of a configuration file
                (`{"batch-size": 64}`) and of a run's `config.json`, and an option of the library (`Ssm.options().set("batch-size", 64)`).
                [cli.md](cli.md#where-settings-come-from) says which of several values counts. `--resume` keeps the value of a setting unless this
                page says that it may change. The options of plug-ins, such as `model.hidden`, are listed by `ssm plugins describe ID`.

                The table is written from [`Settings`](../ssm-engine/src/main/java/org/slicedscore/engine/train/Settings.java), where each
                setting is declared.
                """);
        groups.forEach((group, settings) -> {
            page.append("\n## ").append(group.heading()).append("\n\n");
            page.append("| setting | value | default | on resuming | |\n|---|---|---|---|---|\n");
            settings.forEach(s -> page.append(String.join(
                            " | ",
                            "| `" + s.name() + "`",
                            s.option().type(),
                            "`" + s.shownDefault() + "`",
                            s.effect() == Effect.STEPS ? "stays" : "may change",
                            s.option().doc() + " |"))
                    .append('\n'));
        });
        return page.toString();
    }
}
