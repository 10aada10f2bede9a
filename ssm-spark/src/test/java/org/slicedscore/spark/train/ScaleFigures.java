package org.slicedscore.spark.train;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingStep;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/** Measures what docs/scale.md says: blocks on one core, and the exchange between two executors. A program, not a test. */
public final class ScaleFigures {
    private static final int BLOCK = 1024;
    private static final int BLOCKS = 4;
    private static final int[] LENGTHS = {1_000, 30_000, 300_000, 3_000_000};

    private ScaleFigures() {}

    /** A model and the columns of its rows. */
    private record Case(String name, int dim, Map<String, String> settings) {}

    /**
     * Measures.
     *
     * @param args the master of a cluster with two tasks, such as {@code local-cluster[2,1,1024]}
     */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("blocks")) {
            blocks();
            return;
        }
        try (SparkSession spark = org.slicedscore.spark.Clusters.start(args[0])) {
            exchanges(JavaSparkContext.fromSparkContext(spark.sparkContext()));
        }
    }

    private static void blocks() {
        List<Case> cases = List.of(
                new Case("gaussian", 20, Map.of("model", "gaussian", "objective", "ssm-vr")),
                new Case("mlp-energy", 20, Map.of("model", "mlp-energy")),
                new Case("noise-score", 20, Map.of("model", "noise-score")),
                new Case("noise-score", 100, Map.of("model", "noise-score")));
        Catalog catalog = Catalog.load();
        System.out.println("| model | columns | parameters | ms a block of 1024 rows, median | least |");
        for (Case each : cases) {
            TrainingConfig config = TrainingConfig.parse(new LinkedHashMap<>(each.settings), catalog);
            TrainingStep.Spec spec = new TrainingStep.Spec(
                    config.components(), each.dim, BLOCK * BLOCKS, BLOCK, 1, 100, 0.99, t -> 0, 1, true);
            float[] rows = new float[BLOCK * BLOCKS * each.dim];
            RandomStream random = new RandomStream(1, "figures");
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) random.normal();
            }
            try (Workspace device = Workspace.open(catalog.backends().choose("simd"), 1);
                    TrainingStep step = new TrainingStep(spec, device)) {
                step.initialise(new InitialValues(1, null));
                double[] times = new double[60];
                long end = System.nanoTime() + 10_000_000_000L;
                long done = 0;
                while (System.nanoTime() < end) {
                    step.rows(rows);
                    step.run(++done);
                }
                for (int i = 0; i < times.length; i++) {
                    long start = System.nanoTime();
                    step.rows(rows);
                    step.run(++done);
                    times[i] = (System.nanoTime() - start) * 1e-6 / BLOCKS;
                }
                Arrays.sort(times);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %d | %.2f | %.2f |%n",
                        each.name,
                        each.dim,
                        step.parameterCount(),
                        times[times.length / 2],
                        times[0]);
                System.out.println("seconds, for ClusterSimulation: "
                        + Arrays.stream(times)
                                .mapToObj(ms -> String.format(Locale.ROOT, "%.3g", ms * 1e-3))
                                .collect(Collectors.joining(",")));
            }
        }
    }

    private static void exchanges(JavaSparkContext spark) {
        ClassTag<String> type = ClassTag.apply(String.class);
        System.out.println("| numbers | sockets, ms: median, least | allGather, ms: median, least |");
        for (String line : (String[]) spark.parallelize(List.of(0, 1), 2)
                .rdd()
                .barrier()
                .mapPartitions(new Exchanges(), false, type)
                .collect()) {
            if (!line.isEmpty()) {
                System.out.println(line);
            }
        }
    }

    private static final class Exchanges extends AbstractFunction1<Iterator<Integer>, Iterator<String>>
            implements Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public Iterator<String> apply(Iterator<Integer> none) {
            BarrierTaskContext context = BarrierTaskContext.get();
            List<String> lines = new ArrayList<>();
            for (int length : LENGTHS) {
                double[] sockets = new double[length > 1_000_000 ? 40 : 200];
                double[] gathers = new double[length > 100_000 ? 5 : 20];
                TreeSum own = new TreeSum(length, true);
                try (PeerMesh mesh =
                        PeerMesh.join(context.partitionId(), "127.0.0.1", context::allGather, context::isInterrupted)) {
                    SliceExchange exchange = new SliceExchange(mesh);
                    for (int i = -sockets.length; i < sockets.length; i++) {
                        own.clear();
                        own.next()[0] = i;
                        own.add(0, context.partitionId());
                        long start = System.nanoTime();
                        exchange.total(new Blocks(2, 1), own);
                        if (i >= 0) {
                            sockets[i] = (System.nanoTime() - start) * 1e-6;
                        }
                    }
                }
                for (int i = 0; i < gathers.length; i++) {
                    long start = System.nanoTime();
                    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * length);
                    String[] all = context.allGather(Base64.getEncoder().encodeToString(bytes.array()));
                    for (String each : all) {
                        ByteBuffer.wrap(Base64.getDecoder().decode(each));
                    }
                    gathers[i] = (System.nanoTime() - start) * 1e-6;
                }
                Arrays.sort(sockets);
                Arrays.sort(gathers);
                if (context.partitionId() == 0) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "| %d | %.3f, %.3f | %.1f, %.1f |",
                            length,
                            sockets[sockets.length / 2],
                            sockets[0],
                            gathers[gathers.length / 2],
                            gathers[0]));
                }
            }
            return CollectionConverters.asScala(lines.iterator());
        }
    }
}
