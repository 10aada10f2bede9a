package org.slicedscore.spark.apply;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Scoring;
import org.slicedscore.engine.run.ModelFile;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.spark.rows.RunFiles;

/**
 * The models that are open in this JVM. A task takes a scorer of one thread, and gives it back when its partition is done; there are as
 * many as tasks run at once, and the next task finds them ready. The models used last stay open.
 */
final class OpenModels {
    private static final int MOST = 4;
    private static final LinkedHashMap<String, OpenModels> OPEN = new LinkedHashMap<>(MOST, 1, true);

    private final TrainedModel model;
    private final Catalog catalog;
    private final String backend;
    private final ArrayDeque<Scorer> idle = new ArrayDeque<>();
    private boolean dropped;

    private OpenModels(TrainedModel model, Catalog catalog, String backend) {
        this.model = model;
        this.catalog = catalog;
        this.backend = backend;
    }

    /** A model on a device of its own. */
    static final class Scorer implements AutoCloseable {
        private final OpenModels home;
        private final DeviceModel device;
        private final Scoring scoring;

        private Scorer(OpenModels home) {
            this.home = home;
            device = new DeviceModel(home.model, home.catalog, home.backend, 1);
            try {
                scoring = new Scoring(device);
            } catch (RuntimeException e) {
                device.close();
                throw e;
            }
        }

        Scoring scoring() {
            return scoring;
        }

        TrainedModel model() {
            return device.model();
        }

        /** Gives it back. */
        @Override
        public void close() {
            home.put(this);
        }
    }

    /**
     * A scorer.
     *
     * @param run the files of a run
     * @param backend as the setting of that name; empty for the one that the model was trained on
     */
    static Scorer take(RunFiles run, String backend) {
        return of(run, backend).take();
    }

    private static OpenModels of(RunFiles run, String backend) {
        List<OpenModels> old = new ArrayList<>();
        OpenModels found;
        synchronized (OPEN) {
            found = OPEN.computeIfAbsent(run.id() + " " + backend, key -> open(run, backend));
            while (OPEN.size() > MOST) {
                Map.Entry<String, OpenModels> eldest = OPEN.firstEntry();
                OPEN.remove(eldest.getKey());
                old.add(eldest.getValue());
            }
        }
        old.forEach(OpenModels::drop);
        return found;
    }

    private static OpenModels open(RunFiles run, String backend) {
        Catalog catalog = Catalog.load();
        TrainedModel model = run.use(folder -> ModelFile.read(folder.resolve("model.safetensors"), catalog));
        String chosen = backend.isEmpty() ? model.config().get(org.slicedscore.engine.train.Settings.BACKEND) : backend;
        return new OpenModels(model, catalog, chosen);
    }

    private Scorer take() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return new Scorer(this);
    }

    private void put(Scorer scorer) {
        synchronized (this) {
            if (!dropped) {
                idle.push(scorer);
                return;
            }
        }
        scorer.scoring.close();
        scorer.device.close();
    }

    private void drop() {
        List<Scorer> now;
        synchronized (this) {
            dropped = true;
            now = List.copyOf(idle);
            idle.clear();
        }
        now.forEach(this::put);
    }
}
