package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What noise-conditioned models give: log-likelihoods by the probability flow, and independent rows. */
class NoiseLevelsTest {
    @TempDir
    private static Path folder;

    private static String score;
    private static String energy;
    private static String plain;

    @BeforeAll
    static void train() {
        score = train("noise-score", 400);
        energy = train("noise-energy", 100);
        plain = train("mlp-energy", 30);
    }

    private static String train(String model, int steps) {
        String run = folder.resolve(model).toString();
        ok(Stream.of(
                        "train",
                        "--data",
                        "synthetic:gaussian?n=2000&d=2&rho=0.8",
                        "--model",
                        model,
                        "--model.hidden",
                        "24,24",
                        "--steps",
                        Integer.toString(steps),
                        "--test",
                        "0.1",
                        "--out",
                        run)
                .toArray(String[]::new));
        return run;
    }

    private static Ssm.Result ok(String... args) {
        Ssm.Result result = Ssm.run(args);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    private static JsonNode json(String... args) throws IOException {
        return new ObjectMapper().readTree(ok(args).out());
    }

    /** The entropy of two unit normals of correlation 0.8 is log 2π + 1 + ½ log 0.36 = 2.327. */
    @Test
    void evaluateGivesTheLogLikelihoodOfAScoreField() throws IOException {
        JsonNode report = json("evaluate", score, "--json");
        JsonNode flow = report.get("flow");
        assertEquals(200, flow.get("rows").asInt());
        assertEquals(0.02, flow.get("level").asDouble(), 1e-12);
        assertEquals("exact", flow.get("divergence").asText());
        assertEquals(0, flow.get("rows_given_up").asInt());
        assertTrue(flow.get("error").asDouble() < 1e-3);
        assertTrue(flow.get("log_z").isNull());
        double gaussian =
                report.get("gaussian").get("log_likelihood").get("mean").asDouble();
        double model = report.get("log_likelihood").get("mean").asDouble();
        assertEquals(gaussian, model, 0.15);
        assertTrue(report.get("log_likelihood_verdict").get("yardstick") != null);
        String text = ok("evaluate", score).out();
        assertTrue(
                text.contains("log-likelihood of all 200 rows by the probability flow, at noise level 0.0200"), text);
    }

    @Test
    void anEnergyHasALogZ() throws IOException {
        JsonNode z = json("evaluate", energy, "--json").get("flow").get("log_z");
        assertTrue(Double.isFinite(z.get("mean").asDouble()));
        assertTrue(z.get("standard_deviation").asDouble() > 0);
        assertTrue(ok("evaluate", energy).out().contains("The model's own log-density is above that of the flow by"));
    }

    @Test
    void rowsAreIndependentDrawsAndDependOnTheSeedAlone() throws IOException {
        Ssm.Result first = ok("sample", score, "--n", "600", "--seed", "5");
        assertTrue(
                first.err().contains("600 independent draws, heun: 40 steps from noise level 60.0 to 0.0200"),
                first.err());
        assertEquals(
                first.out(),
                ok("sample", score, "--n", "600", "--seed", "5", "--threads", "2")
                        .out());
        List<String> few =
                ok("sample", score, "--n", "300", "--seed", "5").out().lines().toList();
        assertEquals(few, first.out().lines().limit(301).toList());
        assertNotEquals(
                first.out(), ok("sample", score, "--n", "600", "--seed", "6").out());
        double[][] rows = first.out()
                .lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        assertEquals(
                0.8, Arrays.stream(rows).mapToDouble(r -> r[0] * r[1]).average().orElseThrow(), 0.2);
        JsonNode report = json("sample", score, "--n", "10", "--sampler", "predictor-corrector", "--json");
        assertEquals("predictor-corrector", report.get("sampler").asText());
        assertEquals(10, report.get("rows").size());
        assertEquals(
                "independent draws",
                ok("sample", energy, "--n", "10", "--sampler.steps", "5")
                        .err()
                        .replaceAll("(?s).*(independent draws), heun: 5 steps.*", "$1"));
    }

    @Test
    void samplesAreComparedWithHeldOutRows() throws IOException {
        JsonNode samples = json("evaluate", score, "--samples", "200", "--json").get("samples");
        assertEquals("heun", samples.get("sampler").asText());
        assertEquals(200, samples.get("drawn").asInt());
        assertEquals(200, samples.get("rows").asInt());
        for (String test : List.of("energy_distance", "mmd", "auroc")) {
            double p = samples.get(test).get("p_value").asDouble();
            assertTrue(p >= 0.001 && p <= 1, test + ": " + p);
        }
        assertEquals(0.5, samples.get("auroc").get("value").asDouble(), 0.12);
        String text = ok("evaluate", score, "--samples", "200").out();
        assertTrue(text.contains("200 rows drawn (heun) beside 200 evaluated rows"), text);
        assertTrue(text.contains("AUROC of a nearest-neighbour classifier"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "sample, noise-score, --chains 3 --sampler heun, goes with Markov chains",
        "sample, noise-score, --sampler exact, use heun",
        "sample, mlp-energy, --sampler heun, 'which model ''mlp-energy'' does not know'",
        "evaluate, mlp-energy, --log-likelihood=flow, does not know the density at every noise level",
        "evaluate, mlp-energy, --samples 100, drawn from by Markov chains",
        "evaluate, noise-score, --samples 5, expected from 30 to 2000",
        "evaluate, noise-score, --log-likelihood=ais, is a score field",
    })
    void whatCannotBeHadIsRefused(String verb, String model, String flags, String message) {
        String[] args = Stream.concat(
                        Stream.of(verb, folder.resolve(model).toString()), Arrays.stream(flags.split(" ")))
                .toArray(String[]::new);
        Ssm.Result result = Ssm.run(args);
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains(message), result.err());
    }

    /** y = 2c + noise, and its spread depends on a word. */
    @Test
    void rowsAreDrawnUnderConditions() throws IOException {
        StringBuilder csv = new StringBuilder("y,c,word\n");
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            double c = 2 * random.nextDouble() - 1;
            boolean wide = random.nextBoolean();
            csv.append(2 * c + (wide ? 0.5 : 0.1) * random.nextGaussian())
                    .append(',')
                    .append(c)
                    .append(',')
                    .append(wide ? "wide" : "narrow")
                    .append('\n');
        }
        Path data = Files.writeString(folder.resolve("conditional.csv"), csv);
        String run = folder.resolve("conditional").toString();
        ok(
                "train",
                "--data",
                data.toString(),
                "--condition",
                "c,word",
                "--model",
                "noise-score",
                "--steps",
                "1500",
                "--lr",
                "0.003",
                "--model.hidden",
                "32,32",
                "--out",
                run);
        double[] spreads = new double[2];
        for (String word : List.of("narrow", "wide")) {
            List<String> rows = ok("sample", run, "--n", "1000", "--given", "c=0.5,word=" + word)
                    .out()
                    .lines()
                    .toList();
            assertEquals("y,c,word", rows.getFirst());
            assertTrue(rows.get(1).endsWith(",0.5," + word), rows.get(1));
            double[] y = rows.stream()
                    .skip(1)
                    .mapToDouble(r -> Double.parseDouble(r.substring(0, r.indexOf(','))))
                    .toArray();
            double mean = Arrays.stream(y).average().orElseThrow();
            assertEquals(1, mean, 0.15, word);
            spreads[word.equals("wide") ? 1 : 0] = Math.sqrt(
                    Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        }
        assertEquals(0.1, spreads[0], 0.06);
        assertEquals(0.5, spreads[1], 0.1);
        for (String[] wrong : new String[][] {
            {"", "conditional on c, word, expected a value for c, word"},
            {"--given=c=1", "expected a value for word"},
            {"--given=c=1,word=thick", "expected one of narrow, wide"},
            {"--given=c=much,word=wide", "expected a number"},
            {"--given=c=1,word=wide,d=2", "'d' is no condition"},
        }) {
            Ssm.Result result = Ssm.run(Stream.of("sample", run, "--n", "3", wrong[0])
                    .filter(a -> !a.isEmpty())
                    .toArray(String[]::new));
            assertEquals(2, result.code());
            assertTrue(result.err().contains(wrong[1]), result.err());
        }
        assertEquals(2, Ssm.run("evaluate", run, "--samples", "50").code());

        // an odd number of rows, so that conditions taken for features would make no rows at all
        StringBuilder fresh = new StringBuilder("y,c,word\n");
        for (int i = 0; i < 201; i++) {
            fresh.append(1 + 0.1 * random.nextGaussian()).append(",0.5,narrow\n");
        }
        Path more = Files.writeString(folder.resolve("fresh.csv"), fresh);
        JsonNode report = json("evaluate", run, "--data", more.toString(), "--json");
        double truth = -0.5 * Math.log(2 * Math.PI * Math.E * 0.01);
        assertEquals(truth, report.get("log_likelihood_original").get("mean").asDouble(), 0.4);
        Ssm.Result none = Ssm.run("sample", score, "--given", "c=1");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("is not conditional on any column"), none.err());
    }

    /** The flow takes milliseconds a row; whoever wants norms alone need not wait, and gets the same ones. */
    @Test
    void logDensitiesCanBeLeftOut() {
        String rows = "synthetic:gaussian?n=30&d=2&rho=0.8";
        List<String> all = ok("score", score, "--data", rows).out().lines().toList();
        List<String> norms = ok("score", score, "--data", rows, "--no-log-density")
                .out()
                .lines()
                .toList();
        assertEquals(31, norms.size());
        for (int i = 0; i < norms.size(); i++) {
            assertEquals(all.get(i).replaceFirst(",[^,]*,", ","), norms.get(i));
        }
    }
}
