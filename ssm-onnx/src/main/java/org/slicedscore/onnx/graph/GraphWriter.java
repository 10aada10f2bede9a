package org.slicedscore.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.onnx.proto.Onnx;
import org.slicedscore.onnx.proto.ProtoMessage;

/** An ONNX graph under construction: nodes in order, and constants, each of which is written once. */
final class GraphWriter {
    /** Longer arrays are not looked for among those that are there: the formulas share what is equal already. */
    private static final int FEW = 64;

    /** A node or a constant: how it is written, and what it needs. */
    private record Entry(List<String> inputs, ProtoMessage message) {}

    private final Map<String, Entry> nodes = new LinkedHashMap<>();
    private final Map<String, Entry> initializers = new LinkedHashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private final String rows;
    private int count;

    /** A graph over an input of that name, whose first axis are the rows. */
    GraphWriter(String rows) {
        this.rows = rows;
    }

    /** Adds a node; the name of its result. */
    String node(String operator, String... inputs) {
        return node(operator, Map.of(), inputs);
    }

    /** Adds a node with attributes; the name of its result. */
    String node(String operator, Map<String, Object> attributes, String... inputs) {
        String output = operator.toLowerCase(java.util.Locale.ROOT) + "_" + count++;
        add(operator, List.of(inputs), output, attributes);
        return output;
    }

    /** Gives a value a name of its own, as a result of the graph. */
    void named(String value, String name) {
        add("Identity", List.of(value), name, Map.of());
    }

    private void add(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
        nodes.put(output, new Entry(inputs, Onnx.node(operator, inputs, output, attributes)));
    }

    private void constant(String name, ProtoMessage tensor) {
        initializers.put(name, new Entry(List.of(), tensor));
    }

    /** Adds an array of numbers under a name. */
    void initializer(String name, int[] dims, double[] values) {
        constant(name, Onnx.floats(name, dims, values));
    }

    /** An array of numbers without a name of its own. */
    String floats(int[] dims, double[] values) {
        String key = values.length > FEW ? null : Arrays.toString(dims) + Arrays.toString(values);
        String name = known.get(key);
        if (name == null) {
            name = "constant_" + count++;
            constant(name, Onnx.floats(name, dims, values));
            if (key != null) {
                known.put(key, name);
            }
        }
        return name;
    }

    /** An array of integers. */
    String ints(long... values) {
        String key = "integers " + Arrays.toString(values);
        String name = known.get(key);
        if (name == null) {
            name = "integers_" + count++;
            constant(name, Onnx.ints(name, values));
            known.put(key, name);
        }
        return name;
    }

    /** A shape as a value, for extents of which some may be multiples of the number of rows. */
    String shape(int[] dims) {
        if (Arrays.stream(dims).allMatch(n -> n > 0)) {
            return ints(Arrays.stream(dims).asLongStream().toArray());
        }
        String key = "shape " + Arrays.toString(dims);
        String name = known.get(key);
        if (name == null) {
            String[] parts = Arrays.stream(dims)
                    .mapToObj(n -> n > 0 ? ints(n) : rows(-n))
                    .toArray(String[]::new);
            name = parts.length == 1 ? parts[0] : node("Concat", Map.of("axis", 0L), parts);
            known.put(key, name);
        }
        return name;
    }

    /** A multiple of the number of rows, as an array of one integer. */
    private String rows(int times) {
        String name = "rows " + times;
        String value = known.get(name);
        if (value == null) {
            value = times == 1
                    ? node("Shape", Map.of("start", 0L, "end", 1L), rows)
                    : node("Mul", rows(1), ints(times));
            known.put(name, value);
        }
        return value;
    }

    /** The graph with its inputs and results, without what no result needs: runtimes warn of that. */
    ProtoMessage graph(String name, List<ProtoMessage> inputs, Map<String, ProtoMessage> outputs) {
        Set<String> needed = new HashSet<>(outputs.keySet());
        for (Map.Entry<String, Entry> node : new ArrayList<>(nodes.entrySet()).reversed()) {
            if (needed.contains(node.getKey())) {
                needed.addAll(node.getValue().inputs());
            }
        }
        nodes.keySet().retainAll(needed);
        initializers.keySet().retainAll(needed);
        ProtoMessage graph = new ProtoMessage();
        nodes.values().forEach(node -> graph.put(1, node.message()));
        graph.put(2, name);
        initializers.values().forEach(tensor -> graph.put(5, tensor.message()));
        inputs.forEach(input -> graph.put(11, input));
        outputs.values().forEach(output -> graph.put(12, output));
        return graph;
    }
}
