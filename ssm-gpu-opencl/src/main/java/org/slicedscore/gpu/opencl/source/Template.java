package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * OpenCL C with named holes. {@code $name}, of letters alone, is a hole; its value may have holes itself. A hole alone
 * on its line takes any number of lines, indented like the hole; if there are none, its line is removed.
 *
 * <p>{@code $for(r, v) statement} repeats a statement for all values of {@code $r}, and for each of them for all values of
 * {@code $v}. A statement ends on its line, or with the brace that closes it; braces right after {@code $for} only group.
 */
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\$([A-Za-z]+)");
    private static final Pattern ALONE = Pattern.compile("( *)\\$([A-Za-z]+)");
    private static final Pattern FOR = Pattern.compile("( *)\\$for\\((\\w+)(?:, ([^)]*))?\\) (.*)");

    private final String template;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<?>> ranges = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** A template without values. */
    Template(String template) {
        this.template = template;
    }

    /** Fills a hole. */
    Template with(String hole, Object value) {
        if (values.put(hole, value.toString()) != null) {
            throw new IllegalArgumentException("hole $" + hole + " is filled twice");
        }
        return this;
    }

    /** Sets the values over which {@code $for} repeats. */
    Template repeat(String index, List<?> range) {
        ranges.put(index, range);
        return this;
    }

    /** Makes {@code $for} count from 0. */
    Template repeat(String index, int count) {
        return repeat(index, IntStream.range(0, count).boxed().toList());
    }

    /**
     * The text with everything filled in.
     *
     * @throws IllegalStateException if a hole is unfilled, or a value has no hole
     */
    String text() {
        List<String> filled = new ArrayList<>();
        fill(template, "", filled);
        StringBuilder text = new StringBuilder();
        repeated(filled).forEach(line -> text.append(line).append('\n'));
        Matcher left = HOLE.matcher(text);
        if (left.find()) {
            throw new IllegalStateException("unfilled hole " + left.group() + " in\n" + text);
        }
        for (Set<String> given : List.of(values.keySet(), ranges.keySet())) {
            if (!used.containsAll(given)) {
                throw new IllegalStateException("unknown hole, one of " + given + ", in\n" + template);
            }
        }
        return text.toString();
    }

    private void fill(String text, String indent, List<String> into) {
        text.lines().forEach(line -> {
            Matcher alone = ALONE.matcher(line);
            if (alone.matches() && values.containsKey(alone.group(2))) {
                used.add(alone.group(2));
                fill(values.get(alone.group(2)), indent + alone.group(1), into);
            } else {
                into.add(indent + inline(line));
            }
        });
    }

    private String inline(String line) {
        return HOLE.matcher(line).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(hole.group());
            }
            used.add(hole.group(1));
            return Matcher.quoteReplacement(inline(value));
        });
    }

    private List<String> repeated(List<String> lines) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher loop = FOR.matcher(lines.get(i));
            if (!loop.matches() || !ranges.containsKey(loop.group(2))) {
                all.add(lines.get(i));
                continue;
            }
            String indent = loop.group(1);
            String inner = loop.group(3);
            String first = inner == null ? loop.group(4) : "$for(" + inner + ") " + loop.group(4);
            List<String> statement = new ArrayList<>(List.of(indent + first));
            if (first.endsWith("{")) {
                do {
                    statement.add(lines.get(++i));
                } while (!closes(lines.get(i), indent));
            }
            List<String> body = first.equals("{")
                    ? statement.subList(1, statement.size() - 1).stream()
                            .map(l -> l.substring(4))
                            .toList()
                    : statement;
            used.add(loop.group(2));
            Pattern index = Pattern.compile("\\$" + loop.group(2) + "(?![A-Za-z])");
            for (Object value : ranges.get(loop.group(2))) {
                all.addAll(repeated(body.stream()
                        .map(l -> index.matcher(l).replaceAll(value.toString()))
                        .toList()));
            }
        }
        return all;
    }

    private static boolean closes(String line, String indent) {
        return line.startsWith(indent + "}") && !line.endsWith("{");
    }
}
