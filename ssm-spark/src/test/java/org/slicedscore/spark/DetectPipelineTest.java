package org.slicedscore.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.data.Table;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.spark.example.DetectPipeline;
import org.slicedscore.spark.example.TrainAndScore;

/** The examples of docs/scale.md: read Parquet, fit, detect, write Parquet, with the library's answers; train, save, score. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DetectPipelineTest {
    @TempDir
    private Path folder;

    @Test
    void parquetInParquetOut() throws Exception {
        Path file = Library.rows(folder, 400);
        Table table = Library.table(file);
        Detection detection = Ssm.detect(table, new DetectOptions().detectors("mahalanobis,knn"));
        try (SparkSession spark = Clusters.start("local[2]")) {
            Dataset<Row> frame = Library.frame(spark, file);
            String normal = folder.resolve("normal").toString();
            String rows = folder.resolve("rows").toString();
            String answers = folder.resolve("answers").toString();
            frame.coalesce(1).write().parquet(normal);
            // every tenth row is moved to where no row was
            frame.withColumn("n", functions.monotonically_increasing_id())
                    .withColumn("b", functions.expr("if(n % 10 = 0, b + 25, b)"))
                    .repartition(3)
                    .write()
                    .parquet(rows);
            PipelineModel fitted = DetectPipeline.run(spark, normal, rows, answers);

            List<Row> judged = spark.read().parquet(answers).orderBy("n").collectAsList();
            assertEquals(400, judged.size());
            double[] values = table.values();
            for (int i = 0; i < 400; i += 10) {
                values[i * table.dim() + 1] += 25;
            }
            Detection.Answers expected = detection.apply(values);
            for (int i = 0; i < 400; i++) {
                Row row = judged.get(i);
                assertEquals(expected.pValues()[i], row.<Double>getAs("p_value"), "row " + i);
                assertEquals(expected.scores()[i], row.<Double>getAs("strangeness"), "row " + i);
                List<Row> reasons = row.getList(row.fieldIndex("reasons"));
                if (i % 10 == 0) {
                    assertTrue(row.<Boolean>getAs("flagged"), "row " + i);
                    assertEquals("b", reasons.getFirst().getAs("column"));
                }
                assertEquals(row.<Boolean>getAs("flagged"), !reasons.isEmpty(), "row " + i);
            }
            String saved = folder.resolve("pipeline").toString();
            fitted.write().save(saved);
            Row again = PipelineModel.load(saved)
                    .transform(spark.read().parquet(rows))
                    .filter("n = 10")
                    .first();
            assertEquals(expected.pValues()[10], again.<Double>getAs("p_value"));
            assertFalse(again.getList(again.fieldIndex("reasons")).isEmpty());

            String scores = folder.resolve("scores").toString();
            SsmEstimatorModel model =
                    TrainAndScore.run(spark, normal, folder.resolve("model").toString(), scores);
            assertEquals(
                    List.of("config.json", "metrics.jsonl", "model.safetensors"),
                    model.run().names());
            assertEquals(
                    400, spark.read().parquet(scores).filter("log_density < 0").count());
        }
    }
}
