package org.slicedscore.engine.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.io.Safetensors;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.io.TensorFile;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.PreprocessingState;
import org.slicedscore.engine.run.PreprocessingJson;

/**
 * {@code detector.safetensors}: what each fit learned, as {@code fitK.preprocess.NAME}, {@code fitK.cells.NAME} and {@code
 * fitK.partM.NAME}, and the scores of held-out rows. Numbers that 32 bits hold are stored in 32. It holds nothing that
 * differs between two fits with equal results: no time, no path.
 */
final class DetectionFile {
    private static final String FORMAT = "ssm-detector/1";

    private DetectionFile() {}

    /** Writes the file, and does something between its being on disk and its taking its name. */
    static void write(Path file, Detection detection, AtomicFiles.Action between) {
        TensorFile content = content(detection);
        AtomicFiles.write(file, out -> Safetensors.write(out, content), between);
    }

    /** What the file holds. */
    static TensorFile content(Detection detection) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        DetectConfig config = detection.config();
        metadata.put("format", FORMAT);
        metadata.put(
                DetectSettings.DETECTORS.name(),
                config.detectors().stream().map(DetectorChoice::text).collect(Collectors.joining(",")));
        metadata.put(DetectSettings.FOLDS.name(), Integer.toString(config.folds()));
        metadata.put(DetectSettings.CONTAMINATED.name(), Double.toString(config.contaminated()));
        metadata.put(DetectSettings.MOST_ROWS.name(), Integer.toString(config.mostRows()));
        metadata.put("seed", Long.toString(config.seed()));
        metadata.put("fits", Integer.toString(detection.fits().size()));
        for (int k = 0; k < detection.fits().size(); k++) {
            put(detection.fits().get(k), "fit" + k + ".", metadata, tensors);
            double[] scores = detection.calibration().part(k);
            tensors.put("fit" + k + ".held_out", tensor(finite(scores), scores.length));
        }
        return new TensorFile(metadata, tensors);
    }

    private static void put(
            FittedDetector fit, String prefix, Map<String, String> metadata, Map<String, Tensor> tensors) {
        PreprocessingState state = fit.preprocessing().state();
        metadata.put(prefix + "schema", PreprocessingJson.text(state.schema()));
        metadata.put(prefix + "preprocess", state.scaling());
        metadata.put(prefix + "preprocess_seed", Long.toString(state.seed()));
        state.arrays().forEach((name, values) -> tensors.put(prefix + "preprocess." + name, tensor(values)));
        tensors.put(prefix + "units", tensor(fit.units()));
        fit.watch().state().forEach((name, values) -> tensors.put(prefix + "cells." + name, tensor(values)));
        for (int m = 0; m < fit.parts().size(); m++) {
            FittedPart part = fit.parts().get(m);
            String own = prefix + "part" + m + ".";
            part.state().forEach((name, array) -> {
                long[] shape = new long[array.shape().rank()];
                Arrays.setAll(shape, i -> array.shape().dim(i));
                tensors.put(own + name, tensor(array.values(), shape));
            });
            tensors.put(own + "left.out", tensor(part.surprise().scores()));
        }
        tensors.put(prefix + "left.out", tensor(fit.together().scores()));
    }

    /** Infinite scores as the largest number, which compares alike. */
    private static double[] finite(double[] scores) {
        return Arrays.stream(scores).map(s -> Math.min(s, Double.MAX_VALUE)).toArray();
    }

    private static Tensor tensor(double[] values) {
        return tensor(values, values.length);
    }

    private static Tensor tensor(double[] values, long... shape) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
            if (narrow[i] != values[i]) {
                return Tensor.ofDoubles(values, shape);
            }
        }
        return Tensor.ofFloats(narrow, shape);
    }

    static Detection read(Path path, DetectDevice device) {
        TensorFile file = Safetensors.read(path);
        Map<String, String> metadata = file.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw Problem.data(path.toString())
                    .found("format '%s' in the metadata", metadata.get("format"))
                    .expected("%s as %s writes it", FORMAT, Action.FIT_DETECTOR)
                    .exception();
        }
        try {
            DetectConfig config = new DetectConfig(
                    DetectorChoice.parse(text(metadata, DetectSettings.DETECTORS.name()), device),
                    Integer.parseInt(text(metadata, DetectSettings.FOLDS.name())),
                    Double.parseDouble(text(metadata, DetectSettings.CONTAMINATED.name())),
                    Integer.parseInt(text(metadata, DetectSettings.MOST_ROWS.name())),
                    Long.parseLong(text(metadata, "seed")),
                    device);
            int count = Integer.parseInt(text(metadata, "fits"));
            List<FittedDetector> fits = new ArrayList<>();
            double[][] heldOut = new double[count][];
            for (int k = 0; k < count; k++) {
                fits.add(fit(file, "fit" + k + ".", config));
                heldOut[k] = file.tensor("fit" + k + ".held_out").toDoubles();
            }
            return new Detection(
                    config,
                    fits,
                    new Calibration(heldOut),
                    fits.getFirst().preprocessing().schema(),
                    List.of());
        } catch (IOException | NumberFormatException | NullPointerException | IndexOutOfBoundsException e) {
            throw IoErrors.damaged(path, e).remedy("fit again").exception(e);
        }
    }

    private static FittedDetector fit(TensorFile file, String prefix, DetectConfig config) throws IOException {
        Map<String, String> metadata = file.metadata();
        PreprocessingState state = new PreprocessingState(
                text(metadata, prefix + "preprocess"),
                PreprocessingJson.parse(text(metadata, prefix + "schema")),
                Long.parseLong(text(metadata, prefix + "preprocess_seed")),
                arrays(file, prefix + "preprocess."));
        Preprocessing preprocessing = Preprocessing.restore(state);
        List<FittedPart> parts = new ArrayList<>();
        for (int m = 0; m < config.detectors().size(); m++) {
            String own = prefix + "part" + m + ".";
            Map<String, Array> learned = new LinkedHashMap<>();
            double[] scores = file.tensor(own + "left.out").toDoubles();
            file.tensors().forEach((name, tensor) -> {
                if (name.startsWith(own) && !name.equals(own + "left.out")) {
                    learned.put(name.substring(own.length()), array(tensor));
                }
            });
            parts.add(FittedPart.restore(
                    config.detectors().get(m), learned, scores, preprocessing.dim(), config.device()));
        }
        return new FittedDetector(
                preprocessing,
                file.tensor(prefix + "units").toDoubles(),
                CellWatch.restore(arrays(file, prefix + "cells."), state.schema(), preprocessing.consequences()),
                parts,
                new Surprise(file.tensor(prefix + "left.out").toDoubles()));
    }

    private static Array array(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return new Array(Shape.of(shape), tensor.toDoubles());
    }

    private static Map<String, double[]> arrays(TensorFile file, String prefix) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), tensor.toDoubles());
            }
        });
        return arrays;
    }

    private static String text(Map<String, String> metadata, String name) throws IOException {
        String text = metadata.get(name);
        if (text == null) {
            throw new IOException("'" + name + "' is missing");
        }
        return text;
    }
}
