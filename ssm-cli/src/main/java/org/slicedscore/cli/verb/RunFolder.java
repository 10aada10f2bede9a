package org.slicedscore.cli.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slicedscore.cli.config.KnownSettings;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.io.PathNames;

/** The folder of a new run. */
final class RunFolder {
    private static final Path RUNS = Path.of("runs");

    private RunFolder() {}

    /**
     * The folder that the settings name, or else a new one, named after the data and what learns from them.
     *
     * @param values with {@code out} given or not
     * @param source the rows, as for {@code data}
     * @param learner such as the model's id
     */
    static Path of(SettingValues values, String source, String learner) {
        String given = values.get(KnownSettings.OUT);
        return given.isEmpty() ? free(RUNS, DataSource.parse(source).stem() + "-" + learner) : PathNames.of(given);
    }

    /** The first of {@code NAME-1}, {@code NAME-2} … that is not there yet. */
    static Path free(Path parent, String name) {
        for (int i = 1; ; i++) {
            Path path = parent.resolve(name + "-" + i);
            if (!Files.exists(path)) {
                return path;
            }
        }
    }
}
