package org.slicedscore.engine.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.figure.TerminalGraphics;

class ExperimentRunTest {
    private static final Option<Integer> SIZE = Option.integer("size", 3, 1, 100, "How large");

    @TempDir
    private Path folder;

    /** Squares of numbers; can be told to ask for a stop within a cell. */
    private static class Squares implements Experiment {
        private final List<String> computed = new ArrayList<>();
        private int stopIn = -1;
        ExperimentRun run;

        @Override
        public String id() {
            return "squares";
        }

        @Override
        public String title() {
            return "Squares";
        }

        @Override
        public String source() {
            return "Euclid";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(SIZE);
        }

        @Override
        public int seeds(boolean quick) {
            return 2;
        }

        @Override
        public double expectedSeconds(boolean quick) {
            return 1;
        }

        @Override
        public List<Cell> plan(Setup setup) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < setup.options().get(SIZE); i++) {
                cells.add(new Cell("n" + i, Map.of("n", String.valueOf(i)), 1 + i));
            }
            return cells;
        }

        @Override
        public Map<String, Object> run(Cell cell, Work work) {
            int n = cell.integer("n");
            Path memory = work.folder().resolve("memory");
            boolean resumed = Files.exists(memory);
            if (n == stopIn && !resumed) {
                try {
                    Files.writeString(memory, "half way");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                run.requestStop();
            }
            work.checkStop();
            computed.add(cell.id());
            return Map.of("square", n * n, "resumed", resumed, "nothing", Double.NaN, "list", List.of(n, 0.5));
        }

        @Override
        public void report(ExperimentResults results, Report report) {
            report.table(
                    "squares",
                    "All of them.",
                    List.of("n", "n²"),
                    results.rows().stream()
                            .map(r -> List.of(r.cell().get("n"), r.text("square")))
                            .toList());
            report.figure(new Figure.Plot("curve", "A curve", List.of()));
        }
    }

    /** Writes the mark. */
    private static final class Marks implements FigureRenderer {
        @Override
        public void svg(Figure figure, String mark, OutputStream out) throws IOException {
            out.write(("svg " + mark).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void png(Figure figure, String mark, OutputStream out) throws IOException {
            out.write(("png " + mark).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void terminal(Figure figure, TerminalGraphics how, int columns, OutputStream out) {
            throw new UnsupportedOperationException("experiments show nothing on terminals");
        }
    }

    private ExperimentRun run(Squares squares, boolean quick, String size, Path out) {
        Setup setup = new Setup(
                quick,
                2,
                List.of(),
                Options.parse("experiment", squares.options(), Map.of("size", size)),
                "reference:0",
                1,
                Catalog.load());
        ExperimentRun run =
                new ExperimentRun(squares, setup, out, new Experiments(List.of(squares), List.of(new Marks())));
        squares.run = run;
        return run;
    }

    @Test
    void writesEverything() throws IOException {
        ExperimentRun.Outcome outcome =
                run(new Squares(), false, "3", folder.resolve("a")).run();
        assertFalse(outcome.interrupted());
        assertEquals(folder.resolve("a/README.md"), outcome.page());
        assertEquals(
                "cell,quick,n,square,resumed,nothing,cell_seconds",
                sorted(Files.readAllLines(folder.resolve("a/results.csv")).getFirst(), outcome));
        String page = Files.readString(outcome.page());
        assertTrue(page.contains("| 2 | 4 |"), page);
        assertFalse(page.contains("reduced"), page);
        assertEquals("svg ", Files.readString(folder.resolve("a/figures/curve.svg")));
        assertTrue(Files.exists(folder.resolve("a/tables/squares.md")));
        assertTrue(Files.readString(folder.resolve("a/results.json")).contains("\"square\" : 4"));
        assertFalse(Files.exists(folder.resolve("a/work")), "what cells needed to go on is gone");
        assertFalse(Files.exists(folder.resolve("a/.lock")));
    }

    /** The order of a Map.of is anybody's guess; the columns are those. */
    private static String sorted(String header, ExperimentRun.Outcome outcome) {
        List<String> names = new ArrayList<>(List.of(header.split(",")));
        List<String> order = List.of("cell", "quick", "n", "square", "resumed", "nothing", "cell_seconds");
        assertEquals(3, outcome.results().size());
        names.sort(Comparator.comparingInt(order::indexOf));
        return String.join(",", names);
    }

    @Test
    void aQuickRunIsMarkedEverywhere() throws IOException {
        run(new Squares(), true, "2", folder.resolve("q")).run();
        for (String file : List.of("README.md", "tables/squares.md", "figures/curve.svg", "figures/curve.png")) {
            assertTrue(
                    Files.readString(folder.resolve("q").resolve(file))
                            .toLowerCase()
                            .contains("quick"),
                    file);
        }
        assertTrue(Files.readAllLines(folder.resolve("q/results.csv")).get(1).startsWith("n0,true,"));
        assertTrue(Files.readString(folder.resolve("q/results.json")).contains("\"quick\" : true"));
    }

    @Test
    void goesOnWhereItWasAndGivesTheSame() throws IOException {
        Path whole = folder.resolve("whole");
        run(new Squares(), false, "4", whole).run();

        Path parts = folder.resolve("parts");
        Squares first = new Squares();
        first.stopIn = 2;
        ExperimentRun.Outcome stopped = run(first, false, "4", parts).run();
        assertTrue(stopped.interrupted());
        assertEquals(List.of("n0", "n1"), first.computed);
        assertEquals(2, stopped.results().size());
        assertFalse(Files.exists(parts.resolve("README.md")));

        Squares second = new Squares();
        ExperimentRun.Outcome end = run(second, false, "4", parts).run();
        assertEquals(List.of("n2", "n3"), second.computed);
        assertEquals(true, end.results().get(2).values().get("resumed"), "the cell found what it had left");
        assertEquals(false, end.results().get(3).values().get("resumed"));
        assertEquals(9, end.results().get(3).number("square"));
        assertTrue(Double.isNaN(end.results().get(3).number("nothing")));
        assertEquals(0.5, end.results().get(3).numbers("list")[1]);
        assertEquals(
                Files.readString(whole.resolve("tables/squares.md")),
                Files.readString(parts.resolve("tables/squares.md")));
    }

    /** A signal that comes when the cells are done: the report is written next time. */
    @Test
    void aReportThatIsStoppedIsWrittenLater() throws IOException {
        Path out = folder.resolve("a");
        Squares whole = new Squares() {
            @Override
            public void report(ExperimentResults results, Report report) {
                run.requestStop();
                throw new IllegalStateException("Shutdown in progress");
            }
        };
        assertTrue(run(whole, false, "2", out).run().interrupted());
        assertFalse(Files.exists(out.resolve("README.md")));
        ExperimentRun.Outcome end = run(new Squares(), false, "2", out).run();
        assertEquals(out.resolve("README.md"), end.page());
        Squares broken = new Squares() {
            @Override
            public void report(ExperimentResults results, Report report) {
                throw new IllegalStateException("a mistake");
            }
        };
        ExperimentRun failing = run(broken, false, "2", folder.resolve("b"));
        assertThrows(IllegalStateException.class, failing::run);
    }

    /** Between a cell's result and the end of its work, and before the first file. */
    @Test
    void aKillBetweenTwoFilesLeavesNothingBehind() throws IOException {
        Path out = folder.resolve("a");
        run(new Squares(), false, "3", out).run();
        Path work = Files.createDirectories(out.resolve("work/n1"));
        Files.writeString(work.resolve("memory"), "half way");
        Files.delete(out.resolve("cells/n2.json"));
        Files.writeString(out.resolve("cells/.n2.json.0123456789abcdef.tmp"), "{");
        Squares again = new Squares();
        run(again, false, "3", out).run();
        assertEquals(List.of("n2"), again.computed);
        assertFalse(Files.exists(out.resolve("work")));
        assertFalse(Files.exists(out.resolve("cells/.n2.json.0123456789abcdef.tmp")));
        Path early = Files.createDirectories(folder.resolve("early"));
        Files.writeString(early.resolve(".experiment.json.0123456789abcdef.tmp"), "{");
        assertFalse(run(new Squares(), false, "3", early).run().interrupted());
    }

    @Test
    void refusesWhatIsNotItsOwn() throws IOException {
        Path out = folder.resolve("out");
        run(new Squares(), false, "3", out).run();
        Map<String, String> before = content(out);
        SsmException other = assertThrows(
                SsmException.class, () -> run(new Squares(), false, "2", out).run());
        assertEquals(SsmException.Kind.USAGE, other.kind());
        assertTrue(other.getMessage().contains("size: found 3, asked for 2"), other.getMessage());
        SsmException quick = assertThrows(
                SsmException.class, () -> run(new Squares(), true, "3", out).run());
        assertTrue(quick.getMessage().contains("quick: found false, asked for true"), quick.getMessage());
        assertEquals(before, content(out));

        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        assertThrows(
                SsmException.class,
                () -> run(new Squares(), false, "3", foreign).run());
        assertEquals(Map.of("letter.txt", "dear"), content(foreign));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThrows(
                SsmException.class, () -> run(new Squares(), false, "3", file).run());
    }

    @Test
    void aDamagedCellIsNamed() throws IOException {
        Path out = folder.resolve("out");
        run(new Squares(), false, "3", out).run();
        Files.writeString(out.resolve("cells/n1.json"), "{\"result\": ");
        SsmException damaged = assertThrows(
                SsmException.class, () -> run(new Squares(), false, "3", out).run());
        assertEquals(SsmException.Kind.DATA, damaged.kind());
        assertTrue(damaged.getMessage().contains("n1.json"), damaged.getMessage());
    }

    @Test
    void namesTheNearestExperiment() {
        Experiments experiments = new Experiments(List.of(new Squares()), List.of());
        SsmException e = assertThrows(SsmException.class, () -> experiments.get("square"));
        assertTrue(e.getMessage().contains("did you mean 'squares'"), e.getMessage());
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> map = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                map.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return map;
    }
}
