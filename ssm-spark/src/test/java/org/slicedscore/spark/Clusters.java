package org.slicedscore.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Clusters of this machine: in this JVM, or of executors that are processes of their own. */
public final class Clusters {
    static final String PROCESSES = "local-cluster[2,1,1024]";

    private Clusters() {}

    /** Starts one; the caller stops it. */
    public static SparkSession start(String master) {
        try {
            // executors find their class path below; a Spark installation would have its jars there
            Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SparkSession.builder()
                .master(master)
                .appName("ssm")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                // for queries as short as these, starting is all the work
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                // a lost executor needs a few seconds to come back
                .config("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
                .config("spark.hadoop.fs.pause.impl", PausingFileSystem.class.getName())
                .getOrCreate();
    }
}
