package org.slicedscore.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** Settings as texts NAME=VALUE, which is how a parameter of a stage holds them. */
final class SettingsParam {
    private SettingsParam() {}

    /** By name, later ones win. */
    static Map<String, String> parse(String[] texts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String text : texts) {
            int at = text.indexOf('=');
            if (at < 1) {
                throw Problem.usage(Subject.setting("settings"))
                        .found("'%s'", text)
                        .expected("NAME=VALUE, such as batch-size=4096")
                        .exception();
            }
            map.put(text.substring(0, at), text.substring(at + 1));
        }
        return map;
    }

    /** The texts with another value of a setting. */
    static String[] with(String[] texts, String name, Object value) {
        String[] more = Arrays.copyOf(texts, texts.length + 1);
        more[texts.length] = name + "=" + value;
        Map<String, String> map = parse(more);
        return map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toArray(String[]::new);
    }
}
