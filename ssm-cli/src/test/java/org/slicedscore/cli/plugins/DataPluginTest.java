package org.slicedscore.cli.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file format that somebody adds reads rows as the shipped ones do. */
class DataPluginTest {
    private static final HostLayer HOST = new HostLayer();
    private static final String FORMAT = "org.slicedscore.api.data.DataFormat";

    @TempDir
    private Path folder;

    private Path plugins;
    private Path rows;

    @BeforeEach
    void make() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        rows = folder.resolve("rows.dots");
        StringBuilder text = new StringBuilder("made by hand\n");
        for (int i = 0; i < 60; i++) {
            text.append(Math.sin(i))
                    .append(':')
                    .append(Math.cos(1.7 * i))
                    .append(":label")
                    .append(i % 2)
                    .append('\n');
        }
        Files.writeString(rows, text);
    }

    /** Fields with colons between them, below a line of prose; the last one is the label. */
    private static PluginSources dots(String read) {
        return new PluginSources()
                .source("com.acme.dots.Dots", """
                        package com.acme.dots;

                        import java.io.*;
                        import java.util.*;
                        import org.slicedscore.api.data.*;
                        import org.slicedscore.api.option.*;

                        public class Dots implements DataFormat {
                            private static final Option<Integer> SKIP = Option.integer("skip", 0, 0, 99, "lines to leave out");
                            @Override public String id() { return "dots"; }
                            @Override public String description() { return "fields with colons between them"; }
                            @Override public List<Option<?>> options() { return List.of(SKIP); }
                            @Override public List<String> endings() { return List.of(".dots"); }
                            @Override public Match matches(byte[] head) { return Match.MAYBE; }
                            @Override public RowReader open(RowInput input, Options options) {
                                Scanner lines = new Scanner(input.stream());
                                for (int i = 0; i < options.get(SKIP); i++) lines.nextLine();
                                return new RowReader() {
                                    private String[] fields;
                                    private int row;
                                    @Override public List<String> columns() { return List.of("sin", "cos", "kind"); }
                                    @Override public int features() { return 2; }
                                    @Override public String label() { return "kind"; }
                                    @Override public boolean next() { %s }
                                    @Override public String text(int column) { return column < fields.length ? fields[column] : ""; }
                                    @Override public String place() { return "row " + row; }
                                    @Override public double number(int column) {
                                        try { return Double.parseDouble(text(column)); }
                                        catch (NumberFormatException e) { return Double.NaN; }
                                    }
                                };
                            }
                        }
                        """.formatted(read))
                .service(FORMAT, "com.acme.dots.Dots");
    }

    private static PluginSources dots() {
        return dots(
                "row++; if (!lines.hasNextLine()) return false; fields = lines.nextLine().split(\":\"); return true;");
    }

    private HostLayer.Result ssm(String... args) {
        return HOST.run(Map.of("SSM_PLUGINS", plugins.toString(), "SSM_BACKEND", "reference"), args);
    }

    private HostLayer.Result train(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--data", rows.toString(), "--steps", "2", "--model"));
        args.addAll(List.of("gaussian", "--out", folder.resolve("run").toString()));
        args.addAll(List.of(more));
        return ssm(args.toArray(String[]::new));
    }

    @Test
    void itIsTakenByEndingAndItsOptionsBelongToTheRun() throws IOException {
        dots().jar(plugins.resolve("dots.jar"));
        HostLayer.Result trained = train("--data.skip", "1");
        assertEquals(0, trained.code(), trained.err());
        HostLayer.Result evaluated = ssm("evaluate", folder.resolve("run").toString(), "--json");
        assertEquals(0, evaluated.code(), evaluated.err());
        HostLayer.Result scored = ssm(
                "score", folder.resolve("run").toString(), "--data", rows.toString(), "--data.skip", "1", "--vector");
        assertEquals(
                "row,log_density,score_norm,score_sin,score_cos",
                scored.out().lines().findFirst().orElse(""));
        HostLayer.Result alike = ssm("score", folder.resolve("run").toString(), "--data", rows.toString(), "--vector");
        assertEquals(scored.out(), alike.out(), alike.err());
        Files.delete(plugins.resolve("dots.jar"));
        HostLayer.Result gone = ssm("evaluate", folder.resolve("run").toString());
        assertTrue(gone.code() != 0 && gone.err().contains("--data.skip"), gone.err());
    }

    @Test
    void aCellThatIsNoNumberIsRefusedWithItsPlace() {
        dots().jar(plugins.resolve("dots.jar"));
        HostLayer.Result result = train("--data.skip", "1", "--label", "none", "--columns", "sin,cos");
        assertEquals(0, result.code(), result.err());
        HostLayer.Result header = train("--force");
        assertEquals(3, header.code());
        assertTrue(
                header.err().contains(rows + ": row 1, column 1 'sin': found 'made by hand', expected a number"),
                header.err());
    }

    @Test
    void anOptionThatTheFormatDoesNotHave() {
        dots().jar(plugins.resolve("dots.jar"));
        HostLayer.Result result = train("--data.skp", "1");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("data 'dots': there is no option 'skp'; did you mean 'skip'?"), result.err());
        HostLayer.Result flag = train("--header", "yes");
        assertEquals(2, flag.code());
        assertTrue(flag.err().contains("--header: applies to text files, but " + rows + " is dots"), flag.err());
    }

    @Test
    void whatMayBeOneOrTheOtherIsAskedFor() throws IOException {
        dots().jar(plugins.resolve("dots.jar"));
        rows = Files.move(rows, folder.resolve("rows"));
        HostLayer.Result result = train();
        assertEquals(2, result.code());
        assertTrue(
                result.err().contains("may be of the formats slicedscore:csv")
                        && result.err().contains("acme:dots in ")
                        && result.err().contains("say which with --data.format"),
                result.err());
        HostLayer.Result asked = train("--data.format", "dots", "--data.skip", "1");
        assertEquals(0, asked.code(), asked.err());
    }

    @Test
    void aReaderThatThrowsIsNamed() {
        dots("throw new IllegalStateException(\"lost the thread\");").jar(plugins.resolve("dots.jar"));
        HostLayer.Result result = train();
        assertEquals(3, result.code());
        assertTrue(
                result.err().contains("the format 'dots' from " + plugins.resolve("dots.jar") + " failed")
                        && result.err().contains("lost the thread"),
                result.err());
    }

    @Test
    void theShippedFormatsComeThroughTheSameDoor() {
        HostLayer.Result list = ssm("plugins");
        for (String id : List.of("csv", "idx", "npy", "npz")) {
            assertTrue(
                    list.out().lines().anyMatch(l -> l.matches("data +" + id + " +slicedscore .*ready.*")), list.out());
        }
    }
}
