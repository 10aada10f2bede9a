package org.slicedscore.spark.example;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.slicedscore.spark.SsmEstimator;
import org.slicedscore.spark.SsmEstimatorModel;

/** Trains a model on all executors, saves it, scores the rows. */
public final class TrainAndScore {
    private TrainAndScore() {}

    /**
     * Runs it.
     *
     * @param args a folder of rows, the folder for the model, the folder for the scores
     * @throws IOException if the model cannot be written
     */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("train").getOrCreate()) {
            run(spark, args[0], args[1], args[2]);
        }
    }

    /**
     * Trains and scores.
     *
     * @param spark the cluster
     * @param rows a folder of rows
     * @param saved the folder for the model
     * @param scores the folder for the scores
     * @return the model
     * @throws IOException if the model cannot be written
     */
    public static SsmEstimatorModel run(SparkSession spark, String rows, String saved, String scores)
            throws IOException {
        SsmEstimatorModel model = new SsmEstimator()
                .setModel("mlp-energy")
                .setSeed(1)
                .setBatchSize(256)
                .setMicroBatch(64)
                .setSetting("steps", 200)
                .setSetting("model.hidden", "32,32")
                .fit(spark.read().parquet(rows));
        model.write().overwrite().save(saved);
        model.transform(spark.read().parquet(rows)).write().parquet(scores);
        return model;
    }
}
