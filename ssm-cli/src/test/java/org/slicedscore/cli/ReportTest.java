package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.cli.browser.Browser;

/** {@code ssm report}: pages are opened in a real browser, at the width of a phone and of a desk. */
class ReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
    }

    private static Path run(String name, String... options) {
        Path run = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("train", "-q", "--seed", "1", "--out", run.toString()));
        command.addAll(List.of(options));
        Ssm.Result result = Ssm.run(command.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return run;
    }

    private static Path report(Path run, String... options) {
        Path page = folder.resolve(run.getFileName() + ".html");
        List<String> command = new ArrayList<>(List.of("report", run.toString(), "--out", page.toString()));
        command.addAll(List.of(options));
        Ssm.Result result = Ssm.run(command.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        assertEquals(page + "\n", result.out());
        return page;
    }

    /** Opens a page on a phone and on a desk, in the light and in the dark: all is there, and nothing sticks out. */
    private static void check(Path page, int figures) throws Exception {
        int before = browser.complaints().size();
        for (int width : new int[] {360, 1440}) {
            browser.open(page, width, width == 360);
            assertEquals(
                    width,
                    browser.evaluate("document.documentElement.scrollWidth").asInt(),
                    "wider than the window");
            assertEquals(
                    figures,
                    browser.evaluate("document.querySelectorAll('svg.figure').length")
                            .asInt());
            String incomplete = browser.evaluate("[...document.querySelectorAll('svg.figure')].filter(s => "
                            + "s.getAttribute('role') !== 'img' || !s.querySelector('title').textContent || "
                            + "!s.querySelector('desc').textContent || s.getBoundingClientRect().width < 100 || "
                            + "s.getBoundingClientRect().right > innerWidth || s.querySelectorAll('path,image').length < 2)"
                            + ".map(s => s.id).join()")
                    .asText();
            assertEquals("", incomplete, "figures without content or description, or cut off");
        }
        assertEquals(
                List.of(),
                browser.complaints().subList(before, browser.complaints().size()));
        assertTrue(Files.size(page) < 3_000_000, () -> page + " is too large");
    }

    private static JsonNode numbers() throws Exception {
        return JSON.readTree(browser.evaluate("document.getElementById('numbers').textContent")
                .asText());
    }

    private static String text() throws Exception {
        return browser.evaluate("document.body.innerText").asText();
    }

    @Test
    void redWineHasTheNumbersOfEvaluate() throws Exception {
        Path run =
                run("wine", "--data", "builtin:redwine", "--model", "gmm", "--model.components", "3", "--steps", "40");
        check(report(run), 11 + 11 + 2 + 2 + 6 + 11 + 3);
        JsonNode shown = numbers();
        JsonNode evaluated =
                JSON.readTree(Ssm.run("evaluate", run.toString(), "--json").out());
        for (String name : List.of("loss", "sm_loss", "log_likelihood")) {
            assertEquals(evaluated.path(name).path("mean"), shown.path(name).path("mean"), name);
            assertEquals(evaluated.path(name).path("se"), shown.path(name).path("se"), name);
        }
        assertEquals(
                evaluated.path("gaussian").path("sm_loss").path("mean"),
                shown.path("gaussian").path("sm_loss").path("mean"));
        assertEquals(evaluated.path("rows"), shown.path("rows"));
        assertEquals(
                evaluated.path("verdict").path("answer"), shown.path("verdict").path("answer"));
        String text = text();
        assertTrue(text.contains(evaluated.path("mixture").path("name").asText()), text);
        for (String heading : List.of(
                "What was learned from",
                "Training",
                "How good it is",
                "Density and score",
                "Rows that it draws",
                "How to repeat it")) {
            assertTrue(text.contains(heading), heading);
        }
        assertTrue(text.contains("ssm train -q --seed 1"), text);
        String sha = JSON.readTree(run.resolve("config.json").toFile())
                .path("data")
                .path("sha256")
                .asText();
        assertTrue(text.contains(sha), text);
    }

    /** A click sorts a table by a column, another turns the order round. */
    @Test
    void tablesAreSortedByAClick() throws Exception {
        Path run = run("sorted", "--data", "builtin:redwine", "--model", "gaussian", "--steps", "5");
        Path page = report(run);
        browser.open(page, 1440, false);
        String column = "(() => { const t = document.querySelector('#data table'); "
                + "const c = [...t.tHead.rows[0].cells].findIndex(h => h.textContent === 'mean'); "
                + "t.tHead.rows[0].cells[c].firstChild.click(); "
                + "return [...t.tBodies[0].rows].map(r => Number(r.cells[c].dataset.v)).join(); })()";
        List<Double> ascending = List.of(browser.evaluate(column).asText().split(",")).stream()
                .map(Double::valueOf)
                .toList();
        assertEquals(ascending.stream().sorted().toList(), ascending);
        List<Double> descending = List.of(browser.evaluate(column).asText().split(",")).stream()
                .map(Double::valueOf)
                .toList();
        assertEquals(ascending.reversed(), descending);
    }

    @Test
    void twoColumnsHaveTheModelsOwnDensity() throws Exception {
        Path run = run("moons", "--data", "synthetic:two-moons?n=400", "--model.hidden", "8,8", "--steps", "60");
        Path page = report(run);
        check(page, 2 + 2 + 2 + 2 + 1 + 2);
        String text = text();
        assertTrue(text.contains("computed at the points of a grid"), text);
        assertTrue(text.contains("Fisher divergence"), text);
    }

    /** Rows that are images, of a model that would take long to evaluate: both come as grids of images. */
    @Test
    void imagesStandBesideImages() throws Exception {
        Path file = folder.resolve("shapes-images.idx3-ubyte");
        Files.write(file, images());
        Path run = run(
                "images",
                "--data",
                file.toString(),
                "--model",
                "nice",
                "--model.couplings",
                "2",
                "--model.hidden",
                "16",
                "--steps",
                "10");
        Path page = report(run);
        int drawn = browser.complaints().size();
        browser.open(page, 1440, false);
        assertEquals(
                2,
                browser.evaluate("document.querySelectorAll('#samples svg.figure image').length")
                        .asInt());
        assertTrue(text().contains("images of 8 × 8 pixels"), text());
        assertEquals(drawn, browser.complaints().size());
    }

    /** 300 images of 8 × 8 pixels, each with a light square somewhere. */
    private static byte[] images() {
        ByteBuffer bytes = ByteBuffer.allocate(16 + 300 * 64);
        bytes.putInt(0x00000803).putInt(300).putInt(8).putInt(8);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            int left = random.nextInt(5);
            int top = random.nextInt(5);
            for (int p = 0; p < 64; p++) {
                boolean inside = p % 8 >= left && p % 8 < left + 3 && p / 8 >= top && p / 8 < top + 3;
                bytes.put((byte) (inside ? 200 + random.nextInt(56) : random.nextInt(40)));
            }
        }
        return bytes.array();
    }

    /** A run whose rows are gone still has a page, which says what it lacks and why. */
    @Test
    void withoutItsRowsThePageSaysSo() throws Exception {
        Path file = folder.resolve("rows.csv");
        StringBuilder rows = new StringBuilder("a,b,c\n");
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            rows.append(a)
                    .append(',')
                    .append(a + random.nextGaussian())
                    .append(',')
                    .append(random.nextGaussian())
                    .append('\n');
        }
        Files.writeString(file, rows);
        Path run = run("gone", "--data", file.toString(), "--model", "gaussian", "--steps", "20");
        Path moved = folder.resolve("moved.csv");
        Files.move(file, moved);
        Path page = folder.resolve("gone.html");
        Ssm.Result result = Ssm.run("report", run.toString(), "--out", page.toString(), "--quiet");
        assertEquals(0, result.code(), result.err());
        assertEquals(
                1,
                result.err()
                        .lines()
                        .filter(l -> l.contains("without the run's rows"))
                        .count(),
                result.err());
        check(page, 2 + 3 + 3);
        String text = text();
        assertTrue(text.contains("The rows cannot be read") && text.contains("rows.csv"), text);
        assertTrue(text.contains("no held-out verdicts"), text);
        Path whole = report(run, "--data", moved.toString(), "--force");
        browser.open(whole, 1440, false);
        assertFalse(text().contains("cannot be read"), text());
    }

    /** A table with words, times and missing cells, in which one row is strange. */
    private static String messy() {
        StringBuilder rows = new StringBuilder("id,when,kind,size,weight,note\n");
        Random random = new Random(4);
        for (int i = 0; i < 240; i++) {
            double size = i == 17 ? 90 : 1 + random.nextInt(9);
            rows.append(1000 + i)
                    .append(",2026-0")
                    .append(1 + i / 30)
                    .append('-')
                    .append(10 + i % 19)
                    .append(',')
                    .append(random.nextInt(3) == 0 ? "round" : "flat")
                    .append(',')
                    .append(size)
                    .append(',')
                    .append(random.nextInt(8) == 0 ? "" : String.valueOf(size / 2 + random.nextGaussian()))
                    .append(",text ")
                    .append(i)
                    .append('\n');
        }
        return rows.toString();
    }

    @Test
    void aDetectorOfAMessyTableShowsCalibrationAndReasons() throws Exception {
        Path file = folder.resolve("messy.csv");
        Files.writeString(file, messy());
        Path run = folder.resolve("detector");
        Ssm.Result fitted = Ssm.run(
                "detect",
                "fit",
                file.toString(),
                "-q",
                "--detectors",
                "mahalanobis,kernel-density",
                "--out",
                run.toString());
        assertEquals(0, fitted.code(), fitted.err());
        Path page = report(run);
        check(page, 4 + 2 + 1);
        String text = text();
        String first = browser.evaluate("document.querySelector('#strange tbody tr').innerText")
                .asText();
        assertTrue(first.startsWith("line 19") && first.contains("size = 90"), first);
        assertEquals(240, numbers().path("calibration_rows").asInt());
        assertTrue(text.contains("ssm detect fit"), text);
        Files.delete(file);
        check(report(run, "--force"), 2);
        assertTrue(text().contains("it is not known which are strange"), text());
    }

    @Test
    void nothingIsReplacedUnlessForced() throws IOException {
        Path run = run("kept", "--data", "synthetic:gaussian?n=100&d=2", "--model", "gaussian", "--steps", "5");
        Path page = report(run);
        Files.writeString(page, "mine");
        Ssm.Result refused = Ssm.run("report", run.toString(), "--out", page.toString());
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("--force"), refused.err());
        assertEquals("mine", Files.readString(page));
        Ssm.Result input = Ssm.run(
                "report",
                run.toString(),
                "--force",
                "--out",
                run.resolve("config.json").toString());
        assertEquals(2, input.code(), input.err());
        report(run, "--force");
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    }

    /** The same run gives the same page, byte for byte. */
    @Test
    void theSameRunGivesTheSamePage() throws IOException {
        Path run = run(
                "same",
                "--data",
                "synthetic:gaussian?n=200&d=3",
                "--model",
                "gmm",
                "--model.components",
                "2",
                "--steps",
                "10");
        String first = Files.readString(report(run));
        String second = Files.readString(report(run, "--force"));
        assertEquals(first, second.replace(" --force", ""));
    }

    @Test
    void whatIsNoRunIsRefused() {
        Ssm.Result result = Ssm.run("report", folder.resolve("nowhere").toString());
        assertEquals(3, result.code(), result.err());
        assertTrue(result.err().contains("nowhere"), result.err());
    }
}
