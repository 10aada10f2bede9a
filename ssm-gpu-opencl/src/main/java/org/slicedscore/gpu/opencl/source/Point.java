package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.plan.Instruction.Region;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.View;

/** Writes the code for one point of a region: loads, steps, plain stores. */
final class Point {
    private final Region region;
    private final Parameters parameters;
    private final List<Space.Axis> axes;
    private final List<String> indices;
    private final Map<String, String> positions = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * Creates an empty writer.
     *
     * @param axes all axes, in any order
     * @param indices the name of the index along each
     */
    Point(Region region, Parameters parameters, List<Space.Axis> axes, List<String> indices) {
        this.region = region;
        this.parameters = parameters;
        this.axes = axes;
        this.indices = indices;
    }

    /** The element of a store's view at this point. */
    String target(int store) {
        return element(region.stores().get(store).view(), region.loads().size() + store);
    }

    private String element(View view, int number) {
        String pointer = parameters.pointer(view);
        return pointer + "[" + position(number) + "]";
    }

    private String position(int view) {
        List<String> terms = new ArrayList<>();
        long farthest = 0;
        for (int a = 0; a < axes.size(); a++) {
            long stride = axes.get(a).strides()[view];
            farthest += (axes.get(a).extent() - 1) * stride;
            if (stride == 1) {
                terms.add(indices.get(a));
            } else if (stride != 0) {
                terms.add(indices.get(a) + " * " + parameters.number(stride));
            }
        }
        if (farthest > Integer.MAX_VALUE) {
            parameters.widen();
        }
        if (terms.isEmpty()) {
            return "0";
        }
        // views with equal strides share the arithmetic
        return positions.computeIfAbsent(String.join(" + ", terms), sum -> {
            String name = "x" + positions.size();
            lines.add("const index " + name + " = " + sum + ";");
            return name;
        });
    }

    /** Writes loads and steps. */
    Point values() {
        int n = 0;
        for (View load : region.loads()) {
            String element = element(load, n);
            lines.add("const float v" + n++ + " = " + element + ";");
        }
        for (Step step : region.steps()) {
            lines.add("const float v" + n++ + " = " + Scalars.text(step) + ";");
        }
        return this;
    }

    /**
     * Writes stores.
     *
     * @param all whether to write reducing stores too, because there is only one point to reduce
     */
    Point stores(boolean all) {
        for (int s = 0; s < region.stores().size(); s++) {
            Region.Store store = region.stores().get(s);
            if (all || store.reduction() == null) {
                String target = target(s);
                lines.add(target + " = v" + store.value() + ";");
            }
        }
        return this;
    }

    String text() {
        return String.join("\n", lines);
    }
}
