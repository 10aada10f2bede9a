package org.slicedscore.engine.detect;

import java.util.List;
import org.slicedscore.api.option.Option;
import org.slicedscore.engine.setting.Setting;
import org.slicedscore.engine.setting.SettingGroup;
import org.slicedscore.engine.train.Settings;

/** The settings of fitting a detector as users write them. Each is declared only here. */
public final class DetectSettings {
    /** The detectors of the default, settled by the benchmark of docs/detect.md. */
    static final String DEFAULT = "kernel-density,denoiser";

    /** The detectors. */
    public static final Setting<String> DETECTORS = Setting.of(
            SettingGroup.DETECTING,
            "LIST",
            Option.text(
                    "detectors",
                    DEFAULT,
                    "Detectors to combine, by id and separated by commas, with options as in knn?k=3"));
    /** Contamination. */
    public static final Setting<Double> CONTAMINATED = Setting.of(
                    SettingGroup.DETECTING,
                    "SHARE",
                    Option.number(
                            "contaminated",
                            0,
                            0,
                            0.45,
                            "The share of the rows that may be strange and are not to be learned as normal"))
            .withBare("0.1");
    /** Folds. */
    public static final Setting<Integer> FOLDS = Setting.of(
            SettingGroup.DETECTING,
            "K",
            Option.integer(
                    "folds",
                    0,
                    0,
                    100,
                    "Parts of the rows that take turns in being held out for p-values; 1 holds out a fifth for good; 0 takes 5 "
                            + "parts of fewer than 1000 different rows, else 1"));
    /** Learned rows. */
    public static final Setting<Integer> MOST_ROWS = Setting.of(
            SettingGroup.DETECTING,
            "N",
            Option.integer(
                    "most-rows",
                    20_000,
                    2,
                    10_000_000,
                    "The most rows that detectors compare new rows with; of more, evenly spread ones are taken"));

    /** All settings of fitting. */
    public static final List<Setting<?>> ALL =
            List.of(DETECTORS, CONTAMINATED, FOLDS, MOST_ROWS, Settings.SEED, Settings.BACKEND, Settings.THREADS);

    private DetectSettings() {}
}
