package org.slicedscore.spark.train;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Table;
import org.slicedscore.engine.run.Checkpoints;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.ModelFile;
import org.slicedscore.engine.run.RunDirectory;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.run.Version;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.spark.rows.RunFiles;
import org.slicedscore.spark.rows.SentTable;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** One task of the stage that trains: the loop over steps, with its share of each batch. */
final class TrainingTask extends AbstractFunction1<Iterator<Integer>, Iterator<TaskReport>> implements Serializable {
    static final String DOCUMENT = "config.json";
    static final String HISTORY = "metrics.jsonl";
    static final String MODEL = "model.safetensors";

    private static final long serialVersionUID = 1;
    private static final List<String> COMMAND = List.of("spark");

    private final Broadcast<SentTable> table;
    private final HashMap<String, String> settings;
    private final RemoteFolder remote;
    private final String checkpoint;

    /**
     * @param table the rows
     * @param settings of training
     * @param remote where checkpoints go; null for nowhere
     * @param checkpoint the one to go on from; null to start at the first step
     */
    TrainingTask(Broadcast<SentTable> table, Map<String, String> settings, RemoteFolder remote, String checkpoint) {
        this.table = table;
        this.settings = new HashMap<>(settings);
        this.remote = remote;
        this.checkpoint = checkpoint;
    }

    @Override
    public Iterator<TaskReport> apply(Iterator<Integer> numbers) {
        BarrierTaskContext context = BarrierTaskContext.get();
        TaskReport report;
        try {
            report = train(context);
        } catch (SsmException e) {
            // all tasks come to the same error at the same step; trying again would not help
            report = TaskReport.failed(context.partitionId(), e);
        }
        return CollectionConverters.asScala(List.of(report).iterator());
    }

    private TaskReport train(BarrierTaskContext context) {
        long start = System.nanoTime();
        Catalog catalog = Catalog.load();
        settings.putIfAbsent(Settings.THREADS.name(), Integer.toString(context.cpus()));
        TrainingConfig config = TrainingConfig.parse(settings, catalog);
        BackendChoice choice = catalog.backends().choose(config.get(Settings.BACKEND));
        SharedData.Entry data = SharedData.of(table, config);
        String host = context.getTaskInfos()[context.partitionId()].address().replaceFirst(":\\d+$", "");
        SamePlatform.Gather gather = SamePlatform.checked(platform(choice), context::allGather);
        try (PeerMesh mesh = PeerMesh.join(context.partitionId(), host, gather, context::isInterrupted)) {
            SliceExchange exchange = new SliceExchange(mesh);
            Trainer trainer = new Trainer(config, data.rows(), catalog).exchange(exchange);
            return RunFiles.temporarily(folder -> {
                Path run = folder.resolve("run");
                Snapshot from = checkpoint == null ? null : Checkpoints.read(remote.get(checkpoint, run));
                TrainingResult result = mesh.rank() == 0
                        ? stored(trainer.from(from), run, data.table(), data.rows(), catalog)
                        : trainer.from(from).run();
                Path model = folder.resolve("same.safetensors");
                ModelFile.write(model, result.model());
                SharedData.forget(table.id());
                return new TaskReport(
                        mesh.rank(),
                        RunFiles.read(folder, List.of("same.safetensors")).id(),
                        mesh.rank() == 0 ? RunFiles.read(run, List.of(DOCUMENT, HISTORY, MODEL)) : null,
                        exchange.cost(),
                        (System.nanoTime() - start) * 1e-9,
                        null,
                        null);
            });
        }
    }

    private TrainingResult stored(Trainer trainer, Path run, Table rows, TrainingData data, Catalog catalog) {
        if (trainer.from() == null) {
            try (RunDirectory directory = RunDirectory.create(run, false, COMMAND, DataOrigin.memory(rows), data)) {
                return trainer.store(new RemoteRun(directory, remote, null)).run();
            }
        }
        remote.get(DOCUMENT, run);
        if (remote.has(HISTORY)) {
            remote.get(HISTORY, run);
        }
        StoredRun stored = StoredRun.open(run, catalog);
        try (RunDirectory directory = RunDirectory.resume(stored, trainer.from(), COMMAND, data)) {
            return trainer.store(new RemoteRun(directory, remote, checkpoint)).run();
        }
    }

    /** Everything that decides bits besides the settings and the rows. */
    private static String platform(BackendChoice choice) {
        return "ssm " + Version.get() + ", Java " + Runtime.version().feature() + ", " + System.getProperty("os.arch")
                + ", backend " + choice.spec() + " (" + choice.device().description() + ")";
    }
}
