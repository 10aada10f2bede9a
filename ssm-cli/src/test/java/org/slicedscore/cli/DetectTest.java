package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssm detect}, from a table with words and missing cells to explained rows. */
class DetectTest {
    private static final String QUICK = "kernel-density,mahalanobis";
    private static final int NEW = 60;

    @TempDir
    private static Path folder;

    private static String normal;
    private static String fresh;
    private static String run;

    @BeforeAll
    static void fit() throws IOException {
        normal = write("normal.csv", rows(1, 400));
        List<String> rows = rows(2, NEW);
        rows.set(3, "left,9.000,1.500,7");
        rows.set(5, "up,0.100,0.200,7");
        rows.set(7, "left,0.100,0.200,8");
        fresh = write("new.csv", rows);
        run = folder.resolve("run").toString();
        ok("detect", "fit", normal, "--detectors", QUICK, "--out", run, "--seed", "3");
    }

    private static List<String> rows(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            String y = i % 20 == 1 ? "" : String.format(Locale.ROOT, "%.3f", 0.5 * x + random.nextGaussian());
            rows.add((i % 2 == 0 ? "left" : "right") + String.format(Locale.ROOT, ",%.3f,", x) + y + ",7");
        }
        return rows;
    }

    private static String write(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "side,x,y,version\n" + String.join("\n", rows) + "\n");
        return file.toString();
    }

    private static Ssm.Result ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static List<JsonNode> json(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    @Test
    void strangeRowsAreFlaggedWithTheirReasons() throws IOException {
        Ssm.Result result = ok("detect", run, "--data", fresh, "--json", "--vector");
        List<JsonNode> rows = json(result.out());
        assertEquals(NEW, rows.size());
        String[][] planted = {{"3", "x"}, {"5", "side"}, {"7", "version"}};
        for (String[] row : planted) {
            JsonNode node = rows.get(Integer.parseInt(row[0]));
            assertEquals(1, node.get("anomaly").asInt(), node::toString);
            assertEquals(row[1], node.get("reason_1").asText(), node::toString);
        }
        assertEquals("7", rows.get(7).get("expected_1").asText().replaceFirst("\\.0$", ""));
        assertTrue(rows.get(5).get("expected_1").asText().matches("left|right"));
        for (JsonNode node : rows) {
            double parts = 0;
            for (String column : List.of("side", "x", "y", "version")) {
                parts += node.get("part_" + column).asDouble();
            }
            assertEquals(
                    node.get("score").asDouble(),
                    parts,
                    1e-9 * node.get("score").asDouble() + 1e-12);
        }
        assertTrue(result.err().contains(" of 60 rows at alpha 0.01"), result.err());
    }

    @Test
    void csvHasTheSameAnswers() throws IOException {
        List<String> lines = ok("detect", run, "--data", fresh, "--reasons", "1")
                .out()
                .lines()
                .toList();
        assertEquals("row,p_value,anomaly,score,reason_1,share_1,expected_1", lines.getFirst());
        JsonNode third =
                json(ok("detect", run, "--data", fresh, "--json").out()).get(3);
        assertEquals(
                third.get("score").asDouble(), Double.parseDouble(lines.get(4).split(",")[3]));
    }

    @Test
    void theTruthIsJudged() throws IOException {
        List<String> labelled = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of(fresh));
        for (int i = 0; i < lines.size(); i++) {
            labelled.add(lines.get(i) + (i == 0 ? ",broken" : List.of(4, 6, 8).contains(i) ? ",yes" : ",no"));
        }
        Path file = folder.resolve("labelled.csv");
        Files.writeString(file, String.join("\n", labelled) + "\n");
        String err = ok("detect", run, "--data", file.toString(), "--label", "broken")
                .err();
        assertTrue(err.contains("label 'broken': AUROC 1.0000, average precision 1.0000"), err);
        assertTrue(err.contains("of 57 normal rows") && err.contains("found 3 of 3"), err);
    }

    @Test
    void aFalseDiscoveryRateLooksAtAllRows() throws IOException {
        List<JsonNode> rows = json(
                ok("detect", run, "--data", fresh, "--fdr", "0.2", "--json").out());
        for (int i : new int[] {3, 5, 7}) {
            assertEquals(1, rows.get(i).get("anomaly").asInt());
        }
    }

    /** Each row is answered as in a file, and a bad one has an error of its own. */
    @Test
    void rowsAreAnsweredAsTheyCome() throws IOException {
        InputStream before = System.in;
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(fresh)).subList(0, 6));
        lines.add(3, "left,seven");
        try {
            System.setIn(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            List<JsonNode> rows = json(ok("detect", run, "--follow", "--json").out());
            List<JsonNode> whole =
                    json(ok("detect", run, "--data", fresh, "--json").out());
            assertEquals(6, rows.size());
            String error = rows.get(2).get("error").asText();
            assertTrue(error.startsWith("column 3 'y': found the end of the line after 2 fields, expected 4"), error);
            assertEquals(whole.get(1).get("score"), rows.get(1).get("score"));
            assertEquals(whole.get(2).get("score"), rows.get(3).get("score"));
            assertTrue(rows.get(3).get("error").isNull());
            // under a wrong header every row would be refused
            System.setIn(new ByteArrayInputStream("shape,size\nleft,7\n".getBytes(StandardCharsets.UTF_8)));
            Ssm.Result refused = Ssm.run("detect", run, "--follow");
            assertEquals(3, refused.code(), refused.err());
            assertEquals("", refused.out());
            assertTrue(refused.err().startsWith("ssm: standard input: lacks column"), refused.err());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anEarlierDetectorIsKept() {
        Ssm.Result result = Ssm.run("detect", "fit", normal, "--detectors", "knn", "--out", run);
        assertEquals(2, result.code());
        assertTrue(result.err().contains("a detector is there already"), result.err());
        String other = folder.resolve("other").toString();
        ok("detect", "fit", normal, "--detectors", "knn", "--out", other);
        ok("detect", "fit", normal, "--detectors", "knn?k=3", "--out", other, "--force");
    }

    @Test
    void fitSaysHowItWillDo() throws IOException {
        String out = folder.resolve("said").toString();
        JsonNode node = new ObjectMapper()
                .readTree(ok("detect", "fit", normal, "--detectors", QUICK, "--out", out, "--json")
                        .out());
        assertEquals(400, node.get("calibration_rows").asInt());
        assertEquals(1.0 / 401, node.get("least_p_value").asDouble(), 1e-12);
        assertEquals(4.0 / 401, node.get("false_alarm_rate").get("0.01").asDouble(), 1e-12);
    }

    /** A column that follows from others is in no density; a row in which it does not is strange all the same. */
    @Test
    void aTotalThatDoesNotAddUpIsFlagged() throws IOException {
        List<String> bills = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            double net = 100 + 20 * random.nextGaussian();
            double tax = 10 + 3 * random.nextGaussian();
            bills.add(String.format(
                    Locale.ROOT, "%.2f,%.2f,%.2f", net, tax, Math.rint(100 * net) / 100 + Math.rint(100 * tax) / 100));
        }
        Path file = folder.resolve("bills.csv");
        Files.writeString(file, "net,tax,total\n" + String.join("\n", bills) + "\n");
        Path fresh = folder.resolve("new-bills.csv");
        Files.writeString(fresh, "net,tax,total\n100.00,10.00,110.00\n100.00,10.00,110.30\n");
        String bill = folder.resolve("bill").toString();
        ok("detect", "fit", file.toString(), "--detectors", QUICK, "--out", bill);
        List<JsonNode> answers =
                json(ok("detect", bill, "--data", fresh.toString(), "--json").out());
        assertEquals(0, answers.get(0).get("anomaly").asInt());
        JsonNode strange = answers.get(1);
        assertEquals(1, strange.get("anomaly").asInt(), strange::toString);
        // any of the three may be the wrong one
        Map<String, Double> expected = Map.of("net", 100.3, "tax", 10.3, "total", 110.0);
        assertEquals(
                expected.get(strange.get("reason_1").asText()),
                strange.get("expected_1").asDouble(),
                0.01,
                strange::toString);
    }
}
