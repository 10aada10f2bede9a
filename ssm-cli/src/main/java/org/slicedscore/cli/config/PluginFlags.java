package org.slicedscore.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * Takes {@code --model.hidden 128,128} and {@code --model.hidden=128,128} out of a command line: which such options there are is
 * known only to the plug-ins.
 *
 * @param rest the arguments that remain
 * @param given the values, by flag as it was written
 */
public record PluginFlags(List<String> rest, Map<String, String> given) {
    private static final Pattern FLAG = Pattern.compile("--([a-z]+\\.[^=]*)(?:=(.*))?", Pattern.DOTALL);

    /**
     * Splits a command line.
     *
     * @param args the arguments of a verb
     * @return both parts
     * @throws SsmException of kind USAGE if a value is missing or an option is given twice
     */
    public static PluginFlags split(List<String> args) {
        List<String> rest = new ArrayList<>();
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < args.size(); i++) {
            Matcher m = FLAG.matcher(args.get(i));
            if (!m.matches()) {
                rest.add(args.get(i));
                continue;
            }
            String name = m.group(1);
            String value = m.group(2);
            if (value == null) {
                if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
                    throw Problem.usage(Subject.setting(name))
                            .says("no value given")
                            .remedy("write --%s VALUE", name)
                            .exception();
                }
                value = args.get(++i);
            }
            if (given.put(name, value) != null) {
                throw Problem.usage(Subject.setting(name)).says("given twice").exception();
            }
        }
        return new PluginFlags(rest, given);
    }
}
