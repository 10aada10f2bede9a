package org.slicedscore.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.detect.HeldOutRows;
import org.slicedscore.engine.report.ReportRequest;

/**
 * What is known of a detector.
 *
 * @param request what is asked for
 * @param detection the detector
 * @param json its {@code config.json}
 * @param table the rows that it was fitted to; empty if they cannot be read
 * @param held those of them that it was calibrated on; null if they cannot be read
 * @param unread why they cannot be read; empty if they can
 */
record DetectorFacts(
        ReportRequest request,
        Detection detection,
        JsonNode json,
        Optional<Table> table,
        HeldOutRows held,
        String unread) {
    /** Opens the run of a detector; rows that cannot be read are no failure. */
    static DetectorFacts open(ReportRequest request) {
        DetectionRun run = DetectionRun.open(request.run(), request.catalog(), request.backend(), request.threads());
        Path config = request.run().resolve("config.json");
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(config.toFile());
        } catch (IOException e) {
            throw IoErrors.reading(config.toString(), e);
        }
        request.progress().accept("reading rows");
        try {
            Table table = request.rows().orElseGet(() -> run.origin().read(request.catalog()));
            request.progress().accept("scoring held-out rows");
            HeldOutRows held = HeldOutRows.of(run.detection(), table);
            return new DetectorFacts(request, run.detection(), json, Optional.of(table), held, "");
        } catch (SsmException e) {
            if (e.kind() != SsmException.Kind.DATA || request.rows().isPresent()) {
                throw e;
            }
            String why = e.problem().text(request.wording());
            return new DetectorFacts(request, run.detection(), json, Optional.empty(), null, why);
        }
    }
}
