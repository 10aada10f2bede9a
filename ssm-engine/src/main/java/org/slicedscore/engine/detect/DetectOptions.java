package org.slicedscore.engine.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.train.Settings;

/** Options of fitting a detector. Everything has a default; values are checked when fitting starts. */
public final class DetectOptions {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** All defaults. */
    public DetectOptions() {}

    /**
     * Sets a setting of {@link DetectSettings}.
     *
     * @param name its name
     * @param value its value as text
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there is none of that name
     */
    public DetectOptions set(String name, Object value) {
        var names = DetectSettings.ALL.stream().map(Setting::name).collect(Collectors.toList());
        if (!names.contains(name)) {
            throw Problem.usage(Subject.setting(name))
                    .says("is no setting of a detector")
                    .remedy("%s", Names.hint(name, names))
                    .exception();
        }
        values.put(name, String.valueOf(value));
        return this;
    }

    /**
     * The detectors to combine.
     *
     * @param list such as {@code knn?k=3,mahalanobis}
     */
    public DetectOptions detectors(String list) {
        return set(DetectSettings.DETECTORS.name(), list);
    }

    /**
     * The share of the rows that may be strange.
     *
     * @param share from 0 to 0.45
     */
    public DetectOptions contaminated(double share) {
        return set(DetectSettings.CONTAMINATED.name(), share);
    }

    /**
     * The seed, on which all random numbers depend.
     *
     * @param value any number
     */
    public DetectOptions seed(long value) {
        return set(Settings.SEED.name(), value);
    }

    private <T> T get(Setting<T> setting) {
        String text = values.get(setting.name());
        return text == null ? setting.defaultValue() : setting.option().parse(text);
    }

    /** The settings in full, name to text. */
    Map<String, String> resolved(DetectConfig config) {
        Map<String, String> all = new LinkedHashMap<>();
        DetectSettings.ALL.forEach(setting -> all.put(setting.name(), text(setting)));
        all.put(
                DetectSettings.DETECTORS.name(),
                config.detectors().stream().map(DetectorChoice::text).collect(Collectors.joining(",")));
        return all;
    }

    private <T> String text(Setting<T> setting) {
        return setting.option().format(get(setting));
    }

    DetectConfig config(Catalog catalog) {
        DetectDevice device = new DetectDevice(catalog, get(Settings.BACKEND), get(Settings.THREADS));
        return new DetectConfig(
                DetectorChoice.parse(get(DetectSettings.DETECTORS), device),
                get(DetectSettings.FOLDS),
                get(DetectSettings.CONTAMINATED),
                get(DetectSettings.MOST_ROWS),
                get(Settings.SEED),
                device);
    }
}
