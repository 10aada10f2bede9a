package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssm sample}, {@code ssm evaluate --log-likelihood} and {@code --data generator:ID}. */
class SampleTest {
    @TempDir
    private static Path folder;

    private static String gaussian;
    private static String field;

    @BeforeAll
    static void train() {
        gaussian = folder.resolve("gaussian").toString();
        field = folder.resolve("field").toString();
        ok(
                "train",
                "--data",
                "synthetic:gaussian?n=2000&d=2&rho=0.8",
                "--model",
                "gaussian",
                "--steps",
                "600",
                "--out",
                gaussian);
        ok(
                "train",
                "--data",
                "generator:gaussian?n=500",
                "--model",
                "mlp-score",
                "--model.hidden",
                "16",
                "--steps",
                "60",
                "--out",
                field);
    }

    private static Ssm.Result ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static JsonNode json(String... args) throws IOException {
        return new ObjectMapper().readTree(ok(args).out());
    }

    private static Ssm.Result sample(String run, String... more) {
        List<String> args = new ArrayList<>(List.of("sample", run));
        args.addAll(Arrays.asList(more));
        return ok(args.toArray(String[]::new));
    }

    private static double[][] rows(String csv) {
        return csv.lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** In the data's own coordinates, whatever the preprocessing: unit variances and a correlation of 0.8. */
    @Test
    void rowsAreInTheCoordinatesOfTheData() {
        for (String sampler : List.of("auto", "hmc", "mala", "langevin")) {
            Ssm.Result result = sample(gaussian, "--n", "4000", "--sampler", sampler, "--seed", "3");
            assertEquals("x1,x2", result.out().lines().findFirst().orElseThrow());
            double[][] x = rows(result.out());
            assertEquals(4000, x.length);
            double a = Arrays.stream(x).mapToDouble(r -> r[0] * r[0]).sum() / 4000;
            double b = Arrays.stream(x).mapToDouble(r -> r[0] * r[1]).sum() / 4000;
            assertEquals(1, a, 0.15, sampler);
            assertEquals(0.8, b, 0.15, sampler);
        }
    }

    @Test
    void rowsDependOnTheSeedAndNotOnThreads() {
        String[] args = {"--n", "200", "--sampler", "hmc", "--burn-in", "50", "--seed", "5"};
        String first = sample(gaussian, args).out();
        List<String> two = new ArrayList<>(List.of("--threads", "2"));
        two.addAll(List.of(args));
        assertEquals(first, sample(gaussian, two.toArray(String[]::new)).out());
        assertFalse(first.equals(sample(gaussian, "--n", "200", "--sampler", "hmc", "--burn-in", "50", "--seed", "6")
                .out()));
    }

    @Test
    void filesAreReadAgain() throws IOException {
        Path csv = folder.resolve("drawn.csv");
        Path npy = folder.resolve("drawn.npy");
        sample(gaussian, "--n", "100", "--out", csv.toString());
        sample(gaussian, "--n", "100", "--out", npy.toString());
        assertEquals(101, Files.readAllLines(csv).size());
        ok("score", gaussian, "--data", csv.toString());
        ok("score", gaussian, "--data", npy.toString());
    }

    @Test
    void theDocumentSaysWhatIsKnownOfTheChains() throws IOException {
        JsonNode node = json("sample", gaussian, "--n", "50", "--sampler", "hmc", "--json");
        for (String field : List.of(
                "sampler", "n", "seed", "chains", "step_size", "acceptance", "r_hat", "effective_sample_size")) {
            assertTrue(node.has(field), field);
        }
        assertEquals(50, node.get("rows").size());
        assertEquals(2, node.get("rows").get(0).size());
        assertTrue(node.get("converged").asBoolean(), node.toString());
    }

    /** Two chains that hardly move cannot agree. */
    @Test
    void chainsThatHaveNotConvergedAreToldOf() {
        Ssm.Result result = sample(
                gaussian, "--n", "100", "--sampler", "mala", "--step-size", "0.01", "--burn-in", "0", "--chains", "10");
        assertTrue(result.err().contains("R-hat is above"), result.err());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        for (String[] args : new String[][] {
            {"sample", field, "--sampler", "hmc"},
            {"sample", field, "--sampler", "exact"},
            {"sample", gaussian, "--sampler", "hcm"},
            {"sample", gaussian, "--sampler", "hmc", "--sampler.leapfrog", "3"},
            {"sample", gaussian, "--step-size", "-1"},
            {"sample", gaussian, "--n", "0"},
            {"sample", gaussian, "--seed", "x"},
            {"evaluate", field, "--log-likelihood"},
            {"evaluate", gaussian, "--log-likelihood=no"},
            {"evaluate", gaussian, "--ais-particles", "5"},
            {"evaluate", gaussian, "--log-likelihood", "--sampler", "langevin"}
        }) {
            Ssm.Result result = Ssm.run(args);
            assertEquals(2, result.code(), String.join(" ", args) + ": " + result.err());
            assertEquals("", result.out());
        }
    }

    @Test
    void aScoreFieldIsSampledByLangevin() {
        Ssm.Result result = sample(field, "--n", "64");
        assertTrue(result.err().contains("langevin"), result.err());
        assertEquals(65, result.out().lines().count());
    }

    /** The gaussian model's log Z is known, and both sides find it; badly tuned, they say so. */
    @Test
    void theLogLikelihoodRestsOnLogZ() throws IOException {
        JsonNode node = json("evaluate", gaussian, "--log-likelihood", "--ais-particles", "400", "--json");
        assertTrue(node.at("/log_z/trusted").asBoolean(), node.toString());
        assertTrue(
                node.at("/log_likelihood/se").asDouble() >= node.at("/log_z/se").asDouble());
        // the entropy of the data: log 2πe + ½ log(1 − 0.8²), in their own coordinates
        double entropy = Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(1 - 0.64);
        assertEquals(
                -entropy,
                node.at("/log_likelihood_original/mean").asDouble(),
                4 * node.at("/log_likelihood_original/se").asDouble() + 0.02);
        String stretched = folder.resolve("stretched").toString();
        ok(
                "train",
                "--data",
                "synthetic:gaussian?n=2000&d=10&rho=0.95",
                "--preprocess",
                "standardize",
                "--model",
                "gaussian",
                "--steps",
                "300",
                "--out",
                stretched);
        JsonNode bad = json(
                "evaluate",
                stretched,
                "--log-likelihood",
                "--ais-temperatures",
                "3",
                "--ais-step-size",
                "0.001",
                "--ais-particles",
                "200",
                "--json");
        assertFalse(bad.at("/log_z/trusted").asBoolean(), bad.toString());
        assertTrue(bad.at("/log_z/gap").asDouble() > 1, bad.toString());
    }

    @Test
    void trainingOnADrawnSourceReportsTheErrorOfTheScore() throws IOException {
        JsonNode node = json("evaluate", field, "--json");
        assertTrue(node.at("/fisher_divergence/mean").asDouble() > 0);
        JsonNode trained = json(
                "train",
                "--data",
                "generator:two-moons?n=400",
                "--model",
                "mlp-score",
                "--steps",
                "20",
                "--out",
                folder.resolve("moons").toString(),
                "--json");
        assertTrue(trained.at("/score_error/mean").asDouble() > 0, trained.toString());
    }
}
