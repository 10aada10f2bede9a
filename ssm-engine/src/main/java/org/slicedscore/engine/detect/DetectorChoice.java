package org.slicedscore.engine.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slicedscore.api.Detector;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.catalog.PluginText;

/**
 * A detector and the values of its options.
 *
 * @param name its id, or {@code vendor:id}
 * @param detector the plug-in
 * @param options every option, at the given value or its default
 */
record DetectorChoice(String name, Detector detector, Options options) {
    /**
     * Reads a list such as {@code knn?k=3,kernel-density?whiten=true&bandwidth=0.3}.
     *
     * @param text ids separated by commas, each perhaps followed by {@code ?}, and {@code NAME=VALUE} separated by {@code &}
     * @param device the plug-ins, and where they run
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if a detector or an option is not known
     */
    static List<DetectorChoice> parse(String text, DetectDevice device) {
        List<DetectorChoice> choices = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            choices.add(one(item.strip(), device));
        }
        return choices;
    }

    private static DetectorChoice one(String item, DetectDevice device) {
        PluginText given = PluginText.of(item);
        String name = given.id();
        if (name.isBlank()) {
            throw Problem.usage(Subject.setting("detectors"))
                    .found("an empty name")
                    .expected("ids separated by commas, such as knn,kernel-density?whiten=true")
                    .exception();
        }
        Set<String> known = new TreeSet<>(Set.of(Denoiser.ID, LogDensityDetector.ID));
        device.catalog().entries(PluginKind.DETECTOR).forEach(entry -> known.add(entry.id()));
        if (!name.contains(":") && !known.contains(name)) {
            throw Problem.usage(Subject.setting("detectors"))
                    .says("there is no detector '%s'", name)
                    .remedy("%s", Names.hint(name, known))
                    .exception();
        }
        Detector detector = switch (name) {
            case Denoiser.ID -> new Denoiser(device);
            case LogDensityDetector.ID -> new LogDensityDetector(device);
            default ->
                (Detector) device.catalog().entry(PluginKind.DETECTOR, name).plugin();
        };
        Subject subject = new Subject.Plugin(PluginKind.DETECTOR.word(), name);
        return new DetectorChoice(name, detector, Options.parse(subject, detector.options(), given.options(subject)));
    }

    /** The text that {@link #parse} reads, with every option. */
    String text() {
        return PluginText.format(name, options.toMap());
    }

    /** The same without options that have their default. */
    String label() {
        Map<String, String> defaults = Options.defaults(detector.options()).toMap();
        Map<String, String> changed = new LinkedHashMap<>(options.toMap());
        changed.entrySet().removeAll(defaults.entrySet());
        return PluginText.format(name, changed);
    }
}
