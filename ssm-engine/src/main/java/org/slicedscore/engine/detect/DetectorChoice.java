package org.slicedscore.engine.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slicedscore.api.Detector;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.PluginKind;

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
        int query = item.indexOf('?');
        String name = query < 0 ? item : item.substring(0, query);
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
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : query < 0 ? new String[0] : item.substring(query + 1).split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1 || given.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw Problem.usage(Subject.setting("detectors"))
                        .found("'%s' after %s", part, name)
                        .expected("each option once, as NAME=VALUE, separated by &")
                        .exception();
            }
        }
        Detector detector = switch (name) {
            case Denoiser.ID -> new Denoiser(device);
            case LogDensityDetector.ID -> new LogDensityDetector(device);
            default ->
                (Detector) device.catalog().entry(PluginKind.DETECTOR, name).plugin();
        };
        Options options =
                Options.parse(new Subject.Plugin(PluginKind.DETECTOR.word(), name), detector.options(), given);
        return new DetectorChoice(name, detector, options);
    }

    /** The text that {@link #parse} reads, with every option. */
    String text() {
        String values = options.toMap().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
        return values.isEmpty() ? name : name + "?" + values;
    }

    /** The same without options that have their default. */
    String label() {
        Map<String, String> defaults = Options.defaults(detector.options()).toMap();
        String values = options.toMap().entrySet().stream()
                .filter(e -> !e.getValue().equals(defaults.get(e.getKey())))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
        return values.isEmpty() ? name : name + "?" + values;
    }
}
