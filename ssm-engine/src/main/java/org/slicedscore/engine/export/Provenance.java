package org.slicedscore.engine.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.engine.run.DataOrigin;
import org.slicedscore.engine.run.Version;

/**
 * Where something that was learned comes from. Not where its files lie: an exported file is handed on.
 *
 * @param rows of the data
 * @param sha256 their fingerprint
 */
public record Provenance(int rows, String sha256) {
    /** The provenance of what was learned from rows of an origin. */
    public static Provenance of(DataOrigin origin) {
        return new Provenance(origin.rows(), origin.sha256());
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", "ssm-export/1");
        texts.put("ssm_version", Version.get());
        texts.put("data_rows", Integer.toString(rows));
        texts.put("data_sha256", sha256);
        return texts;
    }
}
