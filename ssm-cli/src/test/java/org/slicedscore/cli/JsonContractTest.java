package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents that other tools rely on: one on standard output, with the fields that were promised. */
class JsonContractTest {
    @TempDir
    private static Path folder;

    private static String run;
    private static JsonNode trained;

    @BeforeAll
    static void train() throws IOException {
        run = folder.resolve("run").toString();
        trained = json(
                0,
                "train",
                "--data",
                "synthetic:banana?n=300",
                "--model",
                "gaussian",
                "--epochs",
                "2",
                "--seed",
                "5",
                "--out",
                run,
                "--json");
    }

    private static JsonNode json(int code, String... args) throws IOException {
        Ssm.Result result = Ssm.run(args);
        assertEquals(code, result.code(), result.err());
        try (var parser = new ObjectMapper().createParser(result.out())) {
            JsonNode node = parser.readValueAsTree();
            assertEquals(null, parser.nextToken(), "more than one document");
            return node;
        }
    }

    private static void has(JsonNode node, String... paths) {
        for (String path : paths) {
            assertTrue(!node.at("/" + path.replace('.', '/')).isMissingNode(), path + " is missing in " + node);
        }
    }

    @Test
    void trainTellsWhatCameOfIt() {
        has(
                trained,
                "run",
                "outcome",
                "steps",
                "best_step",
                "validation_loss.mean",
                "validation_loss.se",
                "backend",
                "checkpoint");
        assertEquals(5, trained.get("seed").asLong());
    }

    @Test
    void evaluate() throws IOException {
        JsonNode node = json(0, "evaluate", run, "--json");
        has(node, "rows", "objective", "loss.mean", "loss.se", "sm_loss.mean", "sm_loss.se", "coordinates");
        has(node, "gaussian.sm_loss.mean", "gaussian.sm_loss.se", "fisher_divergence.mean");
        has(node, "independent.sm_loss.mean", "verdict.answer", "gain.mean", "rows_given", "copies_of_training_rows");
        assertEquals(30, node.get("rows").asInt());
        assertTrue(node.at("/sm_loss/exact").asBoolean());
        assertTrue(node.get("chosen_on").asBoolean() && !node.get("trained_on").asBoolean());
    }

    @Test
    void bench() throws IOException {
        JsonNode node = json(
                0,
                "bench",
                "--dim",
                "7",
                "--model.hidden",
                "12,13",
                "--batch-size",
                "16",
                "--objective",
                "ssm-vr",
                "--projections",
                "2",
                "--threads",
                "1",
                "--seconds",
                "0.05",
                "--profile",
                "--json");
        has(node, "profile.runs", "profile.us_per_step");
        assertTrue(node.at("/profile/instructions").size() > 10);
        has(node.at("/profile/instructions/0"), "number", "text", "us", "share", "gflops");
        has(
                node,
                "model",
                "objective",
                "backend",
                "device",
                "parameters",
                "step_ms.median",
                "step_ms.min",
                "step_ms.p90");
        has(node, "steps", "gflop_per_step", "gflops", "bytes_allocated_per_step");
        has(node, "peak_gflops.one", "peak_gflops.all", "share_of_peak", "weight_scale", "warm_up.seconds");
        assertEquals(0, node.get("learning_rate").asDouble());
        assertTrue(List.of("settled", "allocating", "unsettled")
                .contains(node.at("/warm_up/state").asText()));
        assertEquals(7, node.get("dim").asInt());
        assertEquals("[12,13]", node.get("hidden").toString());
        assertEquals(16, node.get("batch_size").asInt());
        assertEquals(2, node.get("projections").asInt());
        assertEquals(1, node.get("threads").asInt());
    }

    @Test
    void backends() throws IOException {
        JsonNode node = json(0, "backends", "--json");
        assertTrue(node.isArray() && !node.isEmpty());
        for (JsonNode backend : node) {
            has(backend, "id", "state", "devices", "reason", "remedy", "location");
            assertTrue(List.of("available", "unavailable", "failed")
                    .contains(backend.get("state").asText()));
        }
    }

    @Test
    void checkOfGoldenVectors() throws IOException {
        Path golden = Files.createDirectory(folder.resolve("golden"));
        new BadGolden().write(golden.resolve("gaussian.safetensors"));
        JsonNode node = json(6, "check", "--golden", golden.toString(), "--backend", "reference", "--json");
        has(node, "backend", "passed", "failed", "skipped");
        has(node.get("cases").get(0), "file", "tensor", "max_abs_error", "max_rel_error", "tolerance", "pass");
        assertEquals("reference", node.get("backend").asText());
        assertEquals(1, node.get("failed").asInt());
        assertEquals(4, node.get("cases").get(0).get("max_abs_error").asDouble(), 0.0);
    }

    @Test
    void checkOfThisMachinePasses() throws IOException {
        JsonNode node = json(0, "check", "--json");
        assertEquals(0, node.get("failed").asInt());
        assertTrue(node.get("passed").asInt() > 50);
    }

    @Test
    void plugins() throws IOException {
        JsonNode node = json(0, "plugins", "--json");
        has(node, "plugins", "problems");
        JsonNode one = json(0, "plugins", "describe", "mlp-energy", "--json");
        has(one, "kind", "id", "description", "location");
        has(one.get("options").get(0), "name", "type", "default", "doc");
    }

    @Test
    void scoreGivesAnObjectALine() throws IOException {
        Ssm.Result result = Ssm.run("score", run, "--data", "synthetic:banana?n=3", "--vector", "--json");
        List<String> lines = result.out().lines().toList();
        assertEquals(3, lines.size(), result.err());
        has(new ObjectMapper().readTree(lines.getLast()), "row", "log_density", "score_norm", "score_x1", "score_x2");
    }

    @Test
    void allFormatsHoldTheSameNumbers() throws IOException {
        Ssm.Result csv = Ssm.run("score", run, "--data", "synthetic:banana?n=9000");
        Path file = folder.resolve("scores.tsv");
        Ssm.Result tsv = Ssm.run("score", run, "--data", "synthetic:banana?n=9000", "--output", file.toString());
        assertEquals("", tsv.out());
        assertEquals(csv.out(), Files.readString(file).replace('\t', ','));
        assertEquals(9001, csv.out().lines().count());
    }

    @Test
    void explainPrintsThePlanAndStops() {
        Ssm.Result plan = Ssm.run("train", "--data", "synthetic:banana?n=300", "--explain", "--out", run);
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out().startsWith("plan "), plan.out());
        assertTrue(plan.out().contains("multiply-adds a step"), plan.out());
        assertTrue(Ssm.run("bench", "--dim", "3", "--explain").out().startsWith("plan "));
    }

    @Test
    void aTrainingRunTellsWhereItsTimeWent() throws IOException {
        Path out = folder.resolve("profiled");
        JsonNode profile = json(
                        0,
                        "train",
                        "--data",
                        "synthetic:banana?n=300",
                        "--steps",
                        "10",
                        "--model.hidden",
                        "4",
                        "--profile",
                        "--out",
                        out.toString(),
                        "--json")
                .get("profile");
        // a fifth of a short run is left out
        assertEquals(8, profile.get("runs").asInt());
        double shares = 0;
        for (JsonNode instruction : profile.get("instructions")) {
            shares += instruction.get("share").asDouble();
        }
        assertEquals(1, shares, 1e-9);
    }

    @Test
    void aForwardPassIsBenchmarkedInsteadOfAStep() throws IOException {
        JsonNode forward = json(
                0,
                "bench",
                "--objective",
                "forward",
                "--dim",
                "3",
                "--model.hidden",
                "4",
                "--batch-size",
                "5",
                "--seconds",
                "0.05",
                "--json");
        assertEquals("forward", forward.get("objective").asText());
        assertEquals(2e-9 * 5 * (3 * 4 + 4), forward.get("gflop_per_step").asDouble(), 1e-15);
        Ssm.Result plan = Ssm.run("bench", "--objective", "forward", "--dim", "3", "--explain");
        assertTrue(plan.out().startsWith("plan forward"), plan.out());
        Ssm.Result option = Ssm.run("bench", "--objective", "forward", "--objective.sigma", "1");
        assertEquals(2, option.code());
        assertTrue(option.err().contains("--objective.sigma: a forward pass has no objective"), option.err());
        // training has an objective always
        assertEquals(
                2,
                Ssm.run("train", "--data", "builtin:redwine", "--objective", "forward")
                        .code());
    }

    @Test
    void aRunsConfigurationServesAgain() throws IOException {
        Path copy = folder.resolve("copy");
        JsonNode again = json(0, "train", "--config", run + "/config.json", "--out", copy.toString(), "--json");
        assertEquals(trained.get("validation_loss"), again.get("validation_loss"));
        assertEquals(-1, Files.mismatch(Path.of(run, "model.safetensors"), copy.resolve("model.safetensors")));
    }
}
