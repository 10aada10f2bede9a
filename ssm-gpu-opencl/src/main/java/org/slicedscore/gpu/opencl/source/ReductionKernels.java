package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.plan.Instruction.Region;

/**
 * Regions that end in reductions.
 *
 * <p>Lanes lie along the axis that memory is walked through fastest: along the reduced axes where no axis follows them, a
 * group then taking a few whole rows; else along the axes that follow, so that a group takes some columns, and its second
 * dimension some of the reduced points. The lanes of a group are added up through local memory, in the same order whatever
 * runs beside. Where that makes too few groups, the reduced axes are cut into chunks, whose results a second kernel adds up.
 */
final class ReductionKernels {
    private static final String GROUP = "__attribute__((reqd_work_group_size(%d, %d, 1))) ";

    /** Points that a lane takes at least before a reduction is cut into chunks. */
    private static final int LEAST = 16;

    /** Rows that are enough for the lanes of a vector. */
    private static final int SEVERAL = 16;

    private final Region region;
    private final Places places;
    private final Traits traits;
    private final boolean accumulate;
    private final boolean literal;
    private final Space space;
    private final long outer;
    private final int length;
    private final long inner;
    private final boolean rows;
    private final int lanes;
    private final int across;
    private final int chunks;
    private final int span;
    private final List<Integer> reducing = new ArrayList<>();

    ReductionKernels(Region region, Space space, Places places, Traits traits, boolean accumulate, boolean literal) {
        this.region = region;
        this.space = space;
        this.places = places;
        this.traits = traits;
        this.accumulate = accumulate;
        this.literal = literal;
        outer = Space.points(space.outer());
        length = Math.toIntExact(Space.points(space.reduced()));
        inner = Space.points(space.inner());
        rows = inner == 1;
        for (int s = 0; s < region.stores().size(); s++) {
            if (region.stores().get(s).reduction() != null) {
                reducing.add(s);
            }
        }
        int items = Integer.highestOneBit(Math.min(traits.workGroup(), 256));
        if (rows) {
            // a processor would rather walk down several rows at once, as lanes of a vector, than add lanes up
            lanes = traits.cpu() ? outer < SEVERAL ? Groups.power(length, 32) : 1 : Groups.power(length, items);
            across = Groups.power(outer, (traits.cpu() ? Math.min(items, 64) : items) / lanes);
        } else {
            across = Groups.along(inner, traits.cpu() ? items : Math.min(64, items));
            lanes = traits.cpu() ? 1 : Groups.power((length + 3) / 4, items / across);
        }
        long groups = rows ? (outer + across - 1) / across : outer * ((inner + across - 1) / across);
        long most = Math.max(1, length / ((long) lanes * LEAST));
        int cut = (int) Math.clamp(Groups.wanted(traits) / groups, 1, most);
        int each = (length + cut - 1) / cut;
        span = (each + lanes - 1) / lanes * lanes;
        chunks = (length + span - 1) / span;
    }

    List<KernelCall> lower() {
        KernelCall first = first();
        return chunks == 1 ? List.of(first) : List.of(first, second());
    }

    private long kept() {
        return outer * inner;
    }

    private KernelCall first() {
        Parameters parameters = new Parameters(literal);
        StringBuilder b = new StringBuilder();
        int lane = rows ? 0 : 1;
        b.append("    const int lane = get_local_id(").append(lane).append(");\n");
        b.append("    const int column = get_local_id(").append(1 - lane).append(");\n");
        b.append("    const int chunk = get_group_id(").append(lane).append(");\n");
        List<Space.Axis> axes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (rows) {
            b.append("    const uint o = get_global_id(1);\n");
            b.append("    const bool inside = o < ")
                    .append(parameters.number(outer))
                    .append(";\n");
        } else {
            b.append("    const uint o = get_group_id(2);\n");
            b.append("    const index i = get_global_id(0);\n");
            b.append("    const bool inside = i < ")
                    .append(parameters.number(inner))
                    .append(";\n");
        }
        b.append(RegionKernels.decode("o", "a", space.outer(), parameters, names));
        axes.addAll(space.outer());
        if (space.inner().size() == 1) {
            names.add("i");
        } else {
            b.append(RegionKernels.decode("i", "b", space.inner(), parameters, names));
        }
        axes.addAll(space.inner());
        for (int s : reducing) {
            b.append("    float r").append(s).append(" = ");
            b.append(Scalars.neutral(reduction(s))).append(";\n");
        }
        loop(b, parameters, axes, names);
        tree(b);
        result(b, parameters, names);
        b.append("}\n");
        long[] work =
                rows ? new long[] {(long) chunks * lanes, outer, 1} : new long[] {inner, (long) chunks * lanes, outer};
        Range range = rows ? Range.covering(work, lanes, across, 1) : Range.covering(work, across, lanes, 1);
        String attributes = rows ? GROUP.formatted(lanes, across) : GROUP.formatted(across, lanes);
        long scratch = chunks == 1 ? 0 : Math.multiplyExact(reducing.size() * (long) chunks, kept());
        return RegionKernels.call(
                rows ? "rows" : "columns", b.toString(), parameters, attributes, range, scratch, traits);
    }

    /** The bound is the same for all items of a group, so that a compiler may run them as lanes of a vector. */
    private void loop(StringBuilder b, Parameters parameters, List<Space.Axis> kept, List<String> keptNames) {
        String width = parameters.number(span);
        String end = parameters.number(length);
        b.append("    const int from = chunk * ").append(width).append(";\n");
        b.append("    const int to = min(from + ")
                .append(width)
                .append(", ")
                .append(end)
                .append(");\n");
        b.append("    for (int base = from; base < to; base += ").append(lanes).append(") {\n");
        b.append("    const index r = base + lane;\n");
        b.append("    if (inside && r < to) {\n");
        List<Space.Axis> axes = new ArrayList<>(kept);
        List<String> names = new ArrayList<>(keptNames);
        if (space.reduced().size() == 1) {
            names.add("r");
        } else {
            b.append(RegionKernels.decode("r", "c", space.reduced(), parameters, names));
        }
        axes.addAll(space.reduced());
        Point point = new Point(region, places, parameters, axes, names, "        ");
        b.append(point.values().stores(false).text());
        for (int s : reducing) {
            String value = "v" + region.stores().get(s).value();
            b.append("        r").append(s).append(" = ");
            b.append(Scalars.combine(reduction(s), "r" + s, value)).append(";\n");
        }
        b.append("    }\n    }\n");
    }

    private Reduction reduction(int store) {
        return region.stores().get(store).reduction();
    }

    /** Adds the lanes up; the result is lane 0's. */
    private void tree(StringBuilder b) {
        if (lanes == 1) {
            return;
        }
        int items = lanes * across;
        b.append("    __local float part[").append(items).append("];\n");
        b.append("    const int at = ")
                .append(rows ? "column * " + lanes + " + lane" : "lane * " + across + " + column");
        b.append(";\n");
        int distance = rows ? 1 : across;
        for (int s : reducing) {
            b.append("    part[at] = r").append(s).append(";\n    barrier(CLK_LOCAL_MEM_FENCE);\n");
            for (int half = lanes / 2; half > 0; half /= 2) {
                String other = "part[at + " + half * distance + "]";
                b.append("    if (lane < ").append(half).append(") {\n        part[at] = ");
                b.append(Scalars.combine(reduction(s), "part[at]", other)).append(";\n    }\n");
                b.append("    barrier(CLK_LOCAL_MEM_FENCE);\n");
            }
            b.append("    r").append(s).append(" = part[at];\n    barrier(CLK_LOCAL_MEM_FENCE);\n");
        }
    }

    private void result(StringBuilder b, Parameters parameters, List<String> names) {
        b.append("    if (inside && lane == 0) {\n");
        if (chunks > 1) {
            String scratch = parameters.pointer(Places.SCRATCH, 0);
            String all = parameters.number(kept());
            for (int n = 0; n < reducing.size(); n++) {
                b.append("        ").append(scratch).append("[(").append(n).append(" * (index) ");
                b.append(parameters.number(chunks))
                        .append(" + chunk) * ")
                        .append(all)
                        .append(" + o");
                b.append(rows ? "" : " * (index) " + parameters.number(inner) + " + i");
                b.append("] = r").append(reducing.get(n)).append(";\n");
            }
        } else {
            List<Space.Axis> axes = new ArrayList<>(space.outer());
            axes.addAll(space.inner());
            Point point = new Point(region, places, parameters, axes, names, "        ");
            StringBuilder stores = new StringBuilder();
            for (int s : reducing) {
                store(stores, point, s);
            }
            b.append(point.text()).append(stores);
        }
        b.append("    }\n");
    }

    private void store(StringBuilder b, Point point, int s) {
        String element =
                point.element(region.stores().get(s).view(), region.loads().size() + s);
        b.append("        ").append(element).append(" = ");
        b.append(accumulate ? element + " + r" + s : "r" + s).append(";\n");
    }

    /** Adds up the chunks, in order. */
    private KernelCall second() {
        Parameters parameters = new Parameters(literal);
        StringBuilder b = new StringBuilder();
        String all = parameters.number(kept());
        String count = parameters.number(chunks);
        b.append("    const index t = get_global_id(0);\n    if (t < ")
                .append(all)
                .append(") {\n");
        List<Space.Axis> axes = new ArrayList<>(space.outer());
        axes.addAll(space.inner());
        List<String> names = new ArrayList<>();
        b.append(RegionKernels.decode("t", "a", axes, parameters, names));
        String scratch = parameters.pointer(Places.SCRATCH, 0);
        for (int n = 0; n < reducing.size(); n++) {
            int s = reducing.get(n);
            b.append("    float r")
                    .append(s)
                    .append(" = ")
                    .append(Scalars.neutral(reduction(s)))
                    .append(";\n");
            b.append("    for (int chunk = 0; chunk < ")
                    .append(count)
                    .append("; chunk++) {\n        r")
                    .append(s);
            String part = scratch + "[(" + n + " * (index) " + count + " + chunk) * " + all + " + t]";
            b.append(" = ").append(Scalars.combine(reduction(s), "r" + s, part)).append(";\n    }\n");
        }
        Point point = new Point(region, places, parameters, axes, names, "        ");
        StringBuilder stores = new StringBuilder();
        for (int s : reducing) {
            store(stores, point, s);
        }
        b.append(point.text()).append(stores).append("    }\n}\n");
        int items = Math.min(Groups.items(traits), Groups.power(kept(), 256));
        return RegionKernels.call(
                "chunks", b.toString(), parameters, "", Range.covering(new long[] {kept()}, items), 0, traits);
    }
}
