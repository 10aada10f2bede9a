package org.slicedscore.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * How users write a plug-in with values of its options: {@code ID?NAME=VALUE&NAME=VALUE}.
 *
 * @param id what stands before the first {@code ?}: the plug-in's id, or {@code vendor:id}
 * @param query what stands behind it, not examined yet
 */
public record PluginText(String id, String query) {
    /** Characters of a wrong part that a message quotes. */
    private static final int SHOWN = 60;

    /**
     * Takes a text apart.
     *
     * @param text with or without {@code ?}
     */
    public static PluginText of(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? new PluginText(text, "") : new PluginText(text.substring(0, mark), text.substring(mark + 1));
    }

    /**
     * Puts a text together that {@link #of} and {@link #options} take apart again.
     *
     * @param id the plug-in's id, or {@code vendor:id}
     * @param options values by name
     */
    public static String format(String id, Map<String, String> options) {
        String values = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&"));
        return values.isEmpty() ? id : id + "?" + values;
    }

    /**
     * Reads the values. Whether there are such options is for the plug-in to say.
     *
     * @param owner whose options they are, for messages
     * @return text by name in the given order; the caller may change the map
     * @throws SsmException of kind USAGE if a part is no {@code NAME=VALUE}, or a name is there twice
     */
    public Map<String, String> options(Subject owner) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || options.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw Problem.usage(owner)
                        .found(
                                "'%s'",
                                PluginProblem.visible(part.length() <= SHOWN ? part : part.substring(0, SHOWN) + "…"))
                        .expected("NAME=VALUE, separated by &, each name once")
                        .exception();
            }
        }
        return options;
    }
}
