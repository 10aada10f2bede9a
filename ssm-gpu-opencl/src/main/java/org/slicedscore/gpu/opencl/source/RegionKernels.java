package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slicedscore.api.plan.Instruction.Region;

/** Lowers regions: a kernel for each, and a second one where a long reduction is shared out to many groups. */
final class RegionKernels {
    private final Places places;
    private final Traits traits;

    RegionKernels(Places places, Traits traits) {
        this.places = places;
        this.traits = traits;
    }

    /**
     * Lowers a region.
     *
     * @param region the region
     * @param accumulate whether what is reduced is added to what the stores' places hold
     */
    List<KernelCall> lower(Region region, boolean accumulate) {
        try {
            return lower(region, accumulate, false);
        } catch (TooManyParametersException e) {
            return lower(region, accumulate, true);
        }
    }

    private List<KernelCall> lower(Region region, boolean accumulate, boolean literal) {
        Space space = Space.of(region);
        if (space.reduced().isEmpty() && !accumulate) {
            return List.of(plain(region, space.outer(), literal));
        }
        return new ReductionKernels(region, space, places, traits, accumulate, literal).lower();
    }

    private KernelCall plain(Region region, List<Space.Axis> axes, boolean literal) {
        Parameters parameters = new Parameters(literal);
        StringBuilder body = new StringBuilder();
        Indices indices = new Indices(axes, parameters);
        body.append(indices.text());
        Point point = new Point(region, places, parameters, axes, indices.names(), "        ");
        String work = point.values().stores(true).text();
        body.append("    if (")
                .append(indices.inside())
                .append(") {\n")
                .append(work)
                .append("    }\n}\n");
        long[] extents = indices.extents();
        int items = Groups.items(traits);
        int x = Groups.along(extents[0], items);
        int y = Groups.power(extents[1], items / x);
        return call("region", body.toString(), parameters, "", Range.covering(extents, x, y, 1), 0, traits);
    }

    /** Puts a kernel together; refuses where the device does not take that many parameters. */
    static KernelCall call(
            String label,
            String body,
            Parameters parameters,
            String attributes,
            Range range,
            long scratch,
            Traits traits) {
        if (parameters.bytes() > traits.argumentBytes()) {
            throw new TooManyParametersException();
        }
        return new KernelCall(
                KernelSource.of(label, parameters.head(attributes) + body), range, parameters.arguments(), scratch);
    }

    /** Indices along the axes of an index space without reductions: the last two by themselves, the others out of one. */
    private static final class Indices {
        private final StringBuilder text = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private final long[] extents = {1, 1, 1};

        Indices(List<Space.Axis> axes, Parameters parameters) {
            int rank = axes.size();
            for (int d = rank - 1; d >= Math.max(0, rank - 2); d--) {
                int dimension = rank - 1 - d;
                extents[dimension] = axes.get(d).extent();
                String name = "i" + dimension;
                names.add(name);
                text.append("    const index ")
                        .append(name)
                        .append(" = get_global_id(")
                        .append(dimension)
                        .append(");\n");
                conditions.add(name + " < " + parameters.number(extents[dimension]));
            }
            if (rank > 2) {
                List<Space.Axis> rest = axes.subList(0, rank - 2);
                extents[2] = Space.points(rest);
                List<String> decoded = new ArrayList<>();
                text.append(decode("get_global_id(2)", "z", rest, parameters, decoded));
                Collections.reverse(decoded);
                names.addAll(decoded);
            }
            Collections.reverse(names);
            if (conditions.isEmpty()) {
                conditions.add("get_global_id(0) < 1");
            }
        }

        String text() {
            return text.toString();
        }

        List<String> names() {
            return names;
        }

        String inside() {
            return String.join(" && ", conditions);
        }

        long[] extents() {
            return extents;
        }
    }

    /**
     * Statements that take indices along several axes out of one number.
     *
     * @param names receives the names of the indices, outermost first
     */
    static String decode(String from, String prefix, List<Space.Axis> axes, Parameters parameters, List<String> names) {
        if (axes.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        String rest = prefix;
        text.append("    uint ").append(rest).append(" = ").append(from).append(";\n");
        String[] made = new String[axes.size()];
        for (int a = axes.size() - 1; a >= 0; a--) {
            made[a] = prefix + a;
            if (a == 0) {
                text.append("    const index ")
                        .append(made[a])
                        .append(" = ")
                        .append(rest)
                        .append(";\n");
            } else {
                String extent = "(uint) " + parameters.number(axes.get(a).extent());
                text.append("    const index ")
                        .append(made[a])
                        .append(" = ")
                        .append(rest)
                        .append(" % ")
                        .append(extent);
                text.append(";\n    ")
                        .append(rest)
                        .append(" /= ")
                        .append(extent)
                        .append(";\n");
            }
        }
        names.addAll(List.of(made));
        return text.toString();
    }
}
