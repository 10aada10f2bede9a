package org.slicedscore.cli.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmModel;

/** Denormal, huge and infinite numbers in rows and weights: backends agree or refuse. */
class EdgesTest {
    private static final String WEIGHTS = "model.safetensors";

    private static final double[] NUMBERS = {
        0,
        -0.0,
        1e-320,
        1e-45,
        1e-40,
        -1e-20,
        1,
        -100,
        1e10,
        1e19,
        1e20,
        -1e30,
        3e38,
        -3e38,
        1e39,
        1e300,
        Double.MAX_VALUE
    };

    @TempDir
    private Path folder;

    private final double[][] rows =
            DoubleStream.of(NUMBERS).mapToObj(x -> new double[] {x, 0.3}).toArray(double[][]::new);

    @ParameterizedTest
    @Promise("edges")
    @CsvSource({
        "mlp-energy, model.hidden, 8",
        "mlp-score, model.hidden, 8",
        "gmm, model.components, 3",
        "gaussian, steps, 3",
        "nice, model.hidden, 8",
        "dkef, model.inducing, 10",
        "noise-score, model.hidden, '8,8'"
    })
    void backendsAgreeOrRefuse(String model, String option, String value) throws IOException {
        double[][] training = Arrays.stream(Load.rows(80, 1))
                .map(row -> Arrays.copyOf(row, 2))
                .toArray(double[][]::new);
        Path run = folder.resolve("learned");
        try (SsmModel learned = Ssm.train(
                training,
                Ssm.options().model(model).set("steps", 3).set(option, value).backend("reference"))) {
            learned.save(run);
        }
        for (double scale : new double[] {1, 1e-20, 1e-30}) {
            Path scaled = scaled(run, scale);
            double[] reference = answers(scaled, "reference");
            double[] simd = answers(scaled, "simd");
            assertEquals(reference.length, simd.length);
            for (int i = 0; i < simd.length; i++) {
                agree(reference[i], simd[i], model + " with weights times " + scale + ", number " + i);
            }
        }
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Path damaged = scaled(run, bad);
            String message = assertThrows(SsmException.class, () -> answers(damaged, "simd"))
                    .getMessage();
            assertTrue(message.contains("parameter") && message.contains("damaged"), message);
        }
    }

    private static void agree(double reference, double simd, String what) {
        assertFalse(Double.isNaN(reference) || Double.isNaN(simd), () -> what + ": " + reference + " and " + simd);
        if (Double.isFinite(simd) && Double.isFinite(reference)) {
            double size = Math.max(1e-6, Math.max(Math.abs(reference), Math.abs(simd)));
            assertEquals(reference, simd, 1e-3 * size, what);
        } else {
            assertTrue(Double.isInfinite(simd), () -> what + ": only the wider numbers are infinite");
        }
    }

    /** A copy of a run whose weights are multiplied; where the factor is not finite, they are the factor. */
    private Path scaled(Path run, double factor) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("scaled-" + factor));
        Files.copy(run.resolve("config.json"), copy.resolve("config.json"));
        TensorFile file = Safetensors.read(run.resolve(WEIGHTS));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.tensors()
                .forEach((name, tensor) ->
                        tensors.put(name, name.startsWith("preprocess.") ? tensor : multiplied(tensor, factor)));
        Safetensors.write(copy.resolve(WEIGHTS), new TensorFile(file.metadata(), tensors));
        return copy;
    }

    private static Tensor multiplied(Tensor tensor, double factor) {
        double[] values = tensor.toDoubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) (Double.isFinite(factor) ? values[i] * factor : factor);
        }
        return Tensor.ofFloats(floats, tensor.shape());
    }

    /** Scores and, where there are some, log-densities. Infinite rows are refused. */
    private double[] answers(Path run, String backend) {
        try (SsmModel model = Ssm.load(run, backend, 1)) {
            List<Double> all = new ArrayList<>();
            for (double[] score : model.score(rows)) {
                Arrays.stream(score).forEach(all::add);
            }
            if (hasDensity(model)) {
                Arrays.stream(model.logDensity(rows)).forEach(all::add);
            }
            double[][] infinite = {{Double.NEGATIVE_INFINITY, 0}};
            assertThrows(SsmException.class, () -> model.score(infinite));
            return all.stream().mapToDouble(x -> x).toArray();
        }
    }

    private static boolean hasDensity(SsmModel model) {
        return !model.model().config().settings().model().id().equals("mlp-score");
    }
}
