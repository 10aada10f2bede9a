package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** A model that is trained: its name here, and how its settings differ from the defaults. */
enum Method {
    /** What {@code ssm train} does. */
    DEFAULT("default", Map.of()),
    /** Sliced score matching with variance reduction, at all levels. */
    SLICED_REDUCED("ssm-vr", Map.of("objective", "ssm-vr")),
    /** Sliced score matching at all levels. */
    SLICED("ssm", Map.of("objective", "ssm")),
    /** A log-density at all levels. */
    ENERGY("noise-energy", Map.of("model", "noise-energy")),
    /** A log-density at one level, that of the rows; its log Z is estimated. */
    ONE_LEVEL("mlp-energy", Map.of("model", "mlp-energy")),
    /** A deep kernel exponential family, as in the paper's experiments, at one level; its log Z is estimated. */
    KERNELS("dkef", Map.of("model", "dkef"));

    private final String id;
    private final Map<String, String> settings;

    Method(String id, Map<String, String> settings) {
        this.id = id;
        this.settings = settings;
    }

    String id() {
        return id;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Method::id).toList();
    }

    static Method named(String id) {
        return Arrays.stream(values())
                .filter(method -> method.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.usage(
                                new Subject.Option(new Subject.Plugin("experiment", "densities"), "methods"))
                        .found("'%s'", id)
                        .expected("some of %s", String.join(", ", ids()))
                        .exception());
    }

    /** Its settings, how rows are prepared, and the number of steps. */
    Map<String, String> settings(DensitySet set, String steps) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(set.settings());
        all.put("steps", steps);
        return all;
    }
}
