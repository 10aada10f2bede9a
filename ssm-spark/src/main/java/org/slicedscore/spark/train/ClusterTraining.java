package org.slicedscore.spark.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Table;
import org.slicedscore.spark.rows.RunFiles;
import org.slicedscore.spark.rows.SentTable;
import scala.reflect.ClassTag;

/** Trains in a barrier stage. When a task or an executor is lost, the stage is run again, from the last checkpoint. */
public final class ClusterTraining {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterTraining.class);

    private ClusterTraining() {}

    /**
     * How to train.
     *
     * @param settings as for the library, with the size of the blocks where there are several tasks
     * @param tasks how many, all at the same time
     * @param checkpoints the folder for checkpoints, on a file system that all machines reach; empty for none
     * @param attempts how often the stage may be run
     */
    public record Plan(Map<String, String> settings, int tasks, String checkpoints, int attempts) {}

    /**
     * Trains.
     *
     * @param spark the cluster
     * @param table the rows
     * @param plan how
     * @return the files of the run: its document, its history and the model
     * @throws SsmException as training in one process; of kind BACKEND if no attempt came to an end
     */
    public static RunFiles run(JavaSparkContext spark, Table table, Plan plan) {
        Broadcast<SentTable> rows = spark.broadcast(SentTable.of(table));
        RemoteFolder remote = plan.checkpoints().isEmpty()
                ? null
                : new RemoteFolder(
                        new Path(plan.checkpoints(), "ssm-" + UUID.randomUUID()).toString(),
                        new SerializableConfiguration(spark.hadoopConfiguration()));
        try {
            return result(attempts(spark, rows, remote, plan));
        } finally {
            if (remote != null) {
                remote.delete();
            }
            SharedData.forget(rows.id());
            rows.destroy();
        }
    }

    private static TaskReport[] attempts(
            JavaSparkContext spark, Broadcast<SentTable> rows, RemoteFolder remote, Plan plan) {
        List<Integer> tasks = IntStream.range(0, plan.tasks()).boxed().toList();
        for (int attempt = 1; ; attempt++) {
            String checkpoint = remote == null ? null : remote.latest();
            TrainingTask task = new TrainingTask(rows, plan.settings(), remote, checkpoint);
            try {
                ClassTag<TaskReport> type = ClassTag.apply(TaskReport.class);
                return (TaskReport[]) spark.parallelize(tasks, plan.tasks())
                        .rdd()
                        .barrier()
                        .mapPartitions(task, false, type)
                        .collect();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                // Spark's own exception is checked, and Scala does not declare it
                if (!(e instanceof SparkException) || attempt == plan.attempts()) {
                    throw new SsmException(
                            SsmException.Kind.BACKEND,
                            "training on Spark failed " + attempt + " times; the last time: " + firstLine(e),
                            e);
                }
                LOG.warn("attempt {} of {} was lost: {}", attempt, plan.attempts(), firstLine(e));
            }
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static RunFiles result(TaskReport[] reports) {
        for (TaskReport report : reports) {
            if (report.error() != null) {
                throw new SsmException(report.kind(), report.error(), null);
            }
        }
        Arrays.stream(reports)
                .filter(report -> !report.weights().equals(reports[0].weights()))
                .findFirst()
                .ifPresent(other -> {
                    throw SsmException.backend(
                            "task %d came to another model than task 0: their machines do not compute alike; use machines of one kind",
                            other.task());
                });
        for (TaskReport report : reports) {
            LOG.info(
                    "task {}: {} s, of which {} s exchanging sums at {} steps, {} bytes sent",
                    report.task(),
                    report.seconds(),
                    report.exchanged().seconds(),
                    report.exchanged().steps(),
                    report.exchanged().bytes());
        }
        return reports[0].run();
    }
}
