package org.slicedscore.spark.apply;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slicedscore.spark.Clusters;
import org.slicedscore.spark.SsmEstimator;
import org.slicedscore.spark.SsmEstimatorModel;

/**
 * Measures what docs/scale.md says on scoring: rows a second of a folder of Parquet, and what a partition costs whatever its rows. A
 * program, not a test.
 */
public final class ScoringFigures {
    private static final int REPEATS = 5;
    private static final int PARTITIONS = 2_000;

    private ScoringFigures() {}

    /**
     * Measures.
     *
     * @param args the master, a folder of Parquet, and where the model is kept, for the command to score the same rows with
     * @throws IOException if the model cannot be written
     */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = Clusters.start(args[0])) {
            Dataset<Row> rows = spark.read().parquet(args[1]);
            SsmEstimatorModel model = new SsmEstimator()
                    .setModel("mlp-energy")
                    .setSeed(1)
                    .setBatchSize(256)
                    .setMicroBatch(128)
                    .setSetting("steps", 10)
                    .setSetting("validation", "0")
                    .fit(rows.limit(10_000).coalesce(1));
            model.write().overwrite().save(args[2]);
            throughput(rows, model);
            partitions(spark, rows, model);
        }
    }

    private static void throughput(Dataset<Row> rows, SsmEstimatorModel model) {
        double count = rows.count();
        double read = median(() -> run(rows));
        double both = median(() -> run(model.transform(rows)));
        System.out.printf(
                Locale.ROOT,
                "%.0f rows: read in %.2f s, read and scored in %.2f s: %.0f rows a second%n",
                count,
                read,
                both,
                count / both);
    }

    /** Partitions of one row each. */
    private static void partitions(SparkSession spark, Dataset<Row> rows, SsmEstimatorModel model) {
        List<Row> same = Collections.nCopies(PARTITIONS, rows.head());
        Dataset<Row> scattered = spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(same, PARTITIONS), rows.schema());
        double without = median(() -> run(scattered));
        double with = median(() -> run(model.transform(scattered)));
        System.out.printf(
                Locale.ROOT,
                "%d partitions of one row: %.2f s, scored %.2f s: %.3f ms more for each%n",
                PARTITIONS,
                without,
                with,
                (with - without) * 1e3 / PARTITIONS);
    }

    /** Computes all rows, and drops them. */
    private static void run(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    /** Seconds, after one run that is not counted. */
    private static double median(Runnable work) {
        double[] seconds = new double[REPEATS];
        for (int i = -1; i < REPEATS; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) * 1e-9;
            }
        }
        Arrays.sort(seconds);
        return seconds[REPEATS / 2];
    }
}
