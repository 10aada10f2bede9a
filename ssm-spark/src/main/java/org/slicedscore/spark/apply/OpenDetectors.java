package org.slicedscore.spark.apply;

import java.util.LinkedHashMap;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.spark.rows.RunFiles;

/** The detectors that are open in this JVM; any number of tasks share one. The ones used last stay. */
final class OpenDetectors {
    private static final int MOST = 4;
    private static final LinkedHashMap<String, Detection> OPEN = new LinkedHashMap<>(MOST, 1, true);

    private OpenDetectors() {}

    /**
     * A detector.
     *
     * @param run the files of its run
     */
    static synchronized Detection of(RunFiles run) {
        Detection found = OPEN.computeIfAbsent(
                run.id(),
                key -> run.use(folder ->
                        DetectionRun.open(folder, Catalog.load(), "auto", 1).detection()));
        while (OPEN.size() > MOST) {
            OPEN.pollFirstEntry();
        }
        return found;
    }
}
