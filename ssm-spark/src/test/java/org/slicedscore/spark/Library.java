package org.slicedscore.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/** One machine, as the command uses it. */
final class Library {
    private Library() {}

    /** Rows in a file of text: two numbers that depend on each other, a skewed one with gaps, and a word. */
    static Path rows(Path folder, int count) {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder("a,b,c,word\n");
        for (int i = 0; i < count; i++) {
            double a = random.nextGaussian();
            text.append(a)
                    .append(',')
                    .append(a * a + 0.3 * random.nextGaussian())
                    .append(',')
                    .append(i % 17 == 0 ? "" : Double.toString(Math.exp(random.nextGaussian())))
                    .append(',')
                    .append(i % 3 == 0 ? "left" : "right")
                    .append('\n');
        }
        try {
            return Files.writeString(folder.resolve("rows.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same rows as a data frame, in their order. */
    static Dataset<Row> frame(SparkSession spark, Path file) {
        return spark.read()
                .option("header", true)
                .schema("a double, b double, c double, word string")
                .csv(file.toString());
    }

    static Table table(Path file) {
        return DataReader.read(file.toString(), ReadOptions.DEFAULT);
    }

    /** Trains and gives the bytes of the model's file. */
    static byte[] train(Table table, Map<String, String> settings, Path run) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(settings, catalog);
        TrainingData data = TrainingData.prepare(table, config);
        try (RunDirectory directory =
                RunDirectory.create(run, false, List.of("test"), DataOrigin.memory(table), data)) {
            new Trainer(config, data, catalog).store(directory).run();
            return Files.readAllBytes(run.resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scoring.Values score(Table table, Path run) {
        Catalog catalog = Catalog.load();
        TrainedModel model = org.slicedscore.engine.run.ModelFile.read(run.resolve("model.safetensors"), catalog);
        try (DeviceModel device = new DeviceModel(model, catalog, "simd", 0);
                Scoring scoring = new Scoring(device)) {
            return scoring.score(table);
        }
    }
}
