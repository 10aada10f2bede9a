package org.slicedscore.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Wording;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.doctor.Diagnosis;
import org.slicedscore.engine.doctor.Doctor;
import org.slicedscore.engine.doctor.HostProbe;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.RunDocument;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingResult;

/**
 * The framework as a library: train on a matrix, keep the model, use it.
 *
 * @since 0.2.0
 */
public final class Ssm {
    private Ssm() {}

    /** Options, all at their defaults. */
    public static SsmOptions options() {
        return new SsmOptions();
    }

    /**
     * Trains a model.
     *
     * @param rows [n,D], finite numbers
     * @param options the settings
     * @return the model, ready for use; the caller closes it
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE on wrong options, BACKEND if the backend is
     *     not available, DIVERGED if training produces numbers that are not finite
     */
    public static SsmModel train(float[][] rows, SsmOptions options) {
        return train(table(Matrix.of(rows)), options);
    }

    /**
     * Trains a model.
     *
     * @param rows [n,D], finite numbers
     * @param options the settings
     * @return the model, ready for use; the caller closes it
     * @throws SsmException as {@link #train(float[][], SsmOptions)}
     */
    public static SsmModel train(double[][] rows, SsmOptions options) {
        return train(table(Matrix.of(rows)), options);
    }

    /**
     * Trains a model.
     *
     * @param table rows with named columns, as a {@link org.slicedscore.data.DataReader} reads them
     * @param options the settings
     * @return the model, ready for use; the caller closes it
     * @throws SsmException as {@link #train(float[][], SsmOptions)}
     */
    public static SsmModel train(Table table, SsmOptions options) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(options.settings(), catalog);
        TrainingData data = TrainingData.prepare(table, config);
        DataOrigin origin = DataOrigin.memory(table);
        List<String> command = List.of("library");
        Trainer trainer = new Trainer(config, data, catalog).listener(options.listener());
        TrainingResult result;
        if (options.run() == null) {
            result = trainer.run();
        } else {
            try (RunDirectory run = RunDirectory.create(options.run(), options.forced(), command, origin, data)) {
                result = trainer.store(run).run();
            }
        }
        ResolvedConfig resolved = result.model().config();
        String document = RunDocument.text(resolved, result.start(), command, origin, data, -1, Wording.API);
        DeviceModel device = new DeviceModel(
                result.model(), catalog, resolved.get(Settings.BACKEND), resolved.get(Settings.THREADS));
        return new SsmModel(device, document, table, result);
    }

    /**
     * Loads a model from a run directory written by the command line or {@link SsmModel#save}.
     *
     * @param run the directory
     * @return the model, on the best backend of this machine; the caller closes it
     * @throws SsmException of kind DATA if the run is missing or damaged, USAGE if its plug-ins are not installed
     */
    public static SsmModel load(Path run) {
        return load(run, Settings.BACKEND.defaultValue(), Settings.THREADS.defaultValue());
    }

    /**
     * Loads a model from a run directory.
     *
     * @param run the directory
     * @param backend {@code auto}, ID or ID:DEVICE
     * @param threads host threads; 0 for all
     * @return the model; the caller closes it
     * @throws SsmException as {@link #load(Path)}, and of kind BACKEND if the backend is not available
     */
    public static SsmModel load(Path run, String backend, int threads) {
        Catalog catalog = Catalog.load();
        StoredRun stored = StoredRun.open(run, catalog);
        return new SsmModel(new DeviceModel(stored.model(), catalog, backend, threads), stored.document(), null, null);
    }

    /**
     * Fits a detector of strange rows.
     *
     * @param rows [n,D], finite numbers; rows that are normal, or most of them
     * @param options the settings
     * @return the detector, for any number of threads
     * @throws SsmException of kind DATA if the rows cannot be used, USAGE on wrong options
     */
    public static Detection detect(double[][] rows, DetectOptions options) {
        return detect(table(Matrix.of(rows)), options);
    }

    /**
     * Fits a detector of strange rows.
     *
     * @param table rows with named columns, as a {@link org.slicedscore.data.DataReader} reads them
     * @param options the settings
     * @return the detector, for any number of threads
     * @throws SsmException as {@link #detect(double[][], DetectOptions)}
     */
    public static Detection detect(Table table, DetectOptions options) {
        return Detection.fit(table, options, Catalog.load());
    }

    /**
     * Loads a detector from a run directory written by the command line.
     *
     * @param run the directory
     * @return the detector, with the same answers bit for bit
     * @throws SsmException of kind DATA if the run is missing or damaged, USAGE if a detector is not installed
     */
    public static Detection loadDetector(Path run) {
        return loadDetector(run, Settings.BACKEND.defaultValue(), Settings.THREADS.defaultValue());
    }

    /**
     * Loads a detector from a run directory.
     *
     * @param run the directory
     * @param backend auto, ID or ID:DEVICE
     * @param threads host threads; 0 for all
     * @return the detector, with the same answers bit for bit on the backend that it was fitted on
     * @throws SsmException as {@link #loadDetector(Path)}, and of kind BACKEND if the backend is not available
     */
    public static Detection loadDetector(Path run, String backend, int threads) {
        return DetectionRun.open(run, Catalog.load(), backend, threads).detection();
    }

    /**
     * Looks at what decides whether this framework works here, and how fast: the JVM and its vectors, memory, processors, devices, plug-ins,
     * folders. Takes about a second.
     *
     * @return one diagnosis for each thing looked at; of those that are not {@code OK} each says what it means and what to do
     */
    public static List<Diagnosis> doctor() {
        return Doctor.examine(HostProbe.here(System.getenv()), Catalog.load());
    }

    private static Table table(Matrix matrix) {
        List<String> columns =
                IntStream.rangeClosed(1, matrix.dim()).mapToObj(j -> "x" + j).toList();
        return Table.of("matrix", columns, matrix.values());
    }
}
