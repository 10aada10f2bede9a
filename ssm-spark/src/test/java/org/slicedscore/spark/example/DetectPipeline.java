package org.slicedscore.spark.example;

import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slicedscore.spark.SsmDetector;

/** Reads Parquet, learns what is normal, judges other rows, writes Parquet. */
public final class DetectPipeline {
    private DetectPipeline() {}

    /**
     * Runs it.
     *
     * @param args a folder of normal rows, a folder of rows to judge, the folder for the answers
     * @throws IOException if Spark cannot be closed
     */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("detect").getOrCreate()) {
            run(spark, args[0], args[1], args[2]);
        }
    }

    /**
     * Fits and judges.
     *
     * @param spark the cluster
     * @param normal a folder of normal rows
     * @param rows a folder of rows to judge
     * @param answers the folder for the answers
     * @return the fitted pipeline
     */
    public static PipelineModel run(SparkSession spark, String normal, String rows, String answers) {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new SsmDetector().setSetting("detectors", "mahalanobis,knn").setAlpha(0.01)
        });
        PipelineModel fitted = pipeline.fit(spark.read().parquet(normal));
        Dataset<Row> judged = fitted.transform(spark.read().parquet(rows));
        judged.write().parquet(answers);
        return fitted;
    }
}
