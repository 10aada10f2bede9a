package org.slicedscore.engine.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.engine.device.DevicePrecision;

/**
 * Compares a backend's results with golden vectors: log-densities, scores, curvatures, losses and gradients of small
 * models, computed elsewhere in double precision and stored in safetensors files.
 *
 * <p>A file's metadata names the model ({@code kind}) and gives its options and those of the objectives: {@code hidden},
 * {@code act}, {@code components}, {@code sigma} … Tensors {@code x} [B,D], {@code v} [M,B,D] and {@code eps} [B,D] are rows,
 * directions (with E[vvᵀ] = I) and standard normal noise; {@code param.NAME} are parameters. All other tensors are expected results:
 * {@code log_density} [B], {@code score} [B,D], {@code vs} and {@code vhv} [M,B], {@code trace} [B], {@code loss.ID} and
 * {@code grad.ID.NAME}, where ID is an objective's with '_' for '-'.
 *
 * <p>Errors are relative to the largest expected element of a tensor; errors of a gradient that is zero up to rounding, to the
 * largest gradient of its loss.
 *
 * <p>For an exponential family, {@code fit.x} [n,D] and {@code fit.v} [n,D] are the rows and directions on which sliced score
 * matching fits the coefficients {@code alpha} [L], which are expected results too.
 */
public final class GoldenCheck {
    /** The relative error allowed in double precision. */
    public static final double DOUBLE_TOLERANCE = 1e-10;

    /** The relative error allowed in single precision. */
    public static final double SINGLE_TOLERANCE = 2e-4;

    private GoldenCheck() {}

    /**
     * Checks all files of a folder.
     *
     * @param directory a folder with files named *.safetensors, or one such file
     * @param id the backend's id, for the report
     * @param backend an open backend
     * @param models the installed models by id
     * @param objectives the installed objectives by id
     * @return the comparisons; a damaged or foreign file is a failed case, a model that is not installed a skipped one
     * @throws SsmException of kind DATA if the folder cannot be read or holds no *.safetensors file
     */
    public static CheckReport run(
            Path directory,
            String id,
            Backend backend,
            Function<String, Optional<Model>> models,
            Function<String, Optional<Objective>> objectives) {
        double tolerance = tolerance(backend);
        List<CheckReport.Case> cases = new ArrayList<>();
        List<CheckReport.Skip> skipped = new ArrayList<>();
        for (Path path : files(directory)) {
            String name = String.valueOf(path.getFileName());
            try {
                TensorFile file = Safetensors.read(path);
                new GoldenFile(name, file, backend, tolerance, models, objectives).check(cases, skipped);
            } catch (SsmException e) {
                cases.add(new CheckReport.Case(name, "", Double.NaN, Double.NaN, tolerance, false, e.getMessage()));
            }
        }
        return new CheckReport(id, cases, skipped);
    }

    /**
     * The relative error allowed on a backend.
     *
     * @param backend an open backend
     * @return {@link #DOUBLE_TOLERANCE} or {@link #SINGLE_TOLERANCE}
     */
    public static double tolerance(Backend backend) {
        return DevicePrecision.isDouble(backend) ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE;
    }

    private static List<Path> files(Path directory) {
        if (Files.isRegularFile(directory)) {
            return List.of(directory);
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(p -> p.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw Problem.data(directory.toString())
                        .says("no file named *.safetensors")
                        .remedy("give the folder of golden vectors")
                        .exception();
            }
            return files;
        } catch (IOException e) {
            throw IoErrors.reading(directory.toString(), e);
        }
    }
}
