package org.slicedscore.cli.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.run.StoredRun;
import org.slicedscore.engine.train.Settings;

/** What the verbs that use a run have in common: its model on a device, and other rows for it. */
final class StoredModel implements AutoCloseable {
    /** Rows are given on the command line alone: a variable for training must not replace a run's own rows. */
    static final Flags FLAGS = new Flags(KnownSettings.ROWS, KnownSettings.MACHINE, KnownSettings.ROW_KINDS);

    private final Context context;
    private final SettingValues values;
    private final StoredRun run;
    private final DeviceModel device;

    private StoredModel(Context context, SettingValues values, StoredRun run) {
        this.context = context;
        this.values = values;
        this.run = run;
        run.notes().forEach(note -> context.console().note("%s", note));
        this.device = new DeviceModel(
                run.model(), context.catalog(), values.get(Settings.BACKEND), values.get(Settings.THREADS));
        context.console()
                .note(
                        "backend %s on %s (%s)",
                        device.choice().id(),
                        device.choice().device().name(),
                        device.choice().reason());
    }

    /** Opens a run and sends its model to a device. */
    static StoredModel open(Context context, SettingValues values, Path path) {
        Flags.check(values);
        return new StoredModel(context, values, StoredRun.open(path, context.catalog()));
    }

    StoredRun run() {
        return run;
    }

    DeviceModel device() {
        return device;
    }

    /** The files that are read: those of the run, its rows and the rows that are given. */
    List<Path> inputs() {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(run.path())) {
            all.filter(Files::isRegularFile).forEach(files::add);
        } catch (IOException e) {
            throw IoErrors.reading(run.path().toString(), e);
        }
        Stream.of(run.origin().source(), given()).forEach(source -> {
            if (source instanceof DataSource.File(Path file)) {
                files.add(file);
            } else if (source instanceof DataSource.StandardInput) {
                files.add(Path.of("/dev/stdin"));
            }
        });
        return files;
    }

    private DataSource given() {
        return hasRows() ? DataSource.parse(values.get(KnownSettings.DATA)) : new DataSource.Memory("");
    }

    /** Whether rows are given. */
    boolean hasRows() {
        return values.given("data").isPresent();
    }

    /** Reads the rows that are given, with the columns and the label that the run was trained with unless others are given. */
    Table rows() {
        Preprocessing preprocessing = device.model().preprocessing();
        Table table = Rows.otherwise(context, values, run.origin(), preprocessing.schema());
        preprocessing.differences(table).forEach(note -> context.console().note("%s", note));
        return table;
    }

    @Override
    public void close() {
        device.close();
    }
}
