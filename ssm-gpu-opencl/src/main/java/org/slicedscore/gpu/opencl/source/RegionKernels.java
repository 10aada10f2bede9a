package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.plan.Instruction.Region;

/** Lowers regions: a kernel for each, and a second one if a long reduction is split over many groups. */
final class RegionKernels {
    private static final String TEXT = """
            __kernel void $name($parameters)
            {
                $pointers
                $loops
            }
            """;

    /** An axis with one item per index. */
    private static final String ONE_EACH = """
            const index $i = get_global_id($dimension);
            if ($i < $extent) {
                $indices
                $body
            }
            """;

    private static final String SEVERAL_EACH = """
            for (index $i = get_global_id($dimension); $i < $extent; $i += get_global_size($dimension)) {
                $indices
                $body
            }
            """;

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
     * @param accumulate whether reductions are added to the stores' targets
     */
    List<KernelCall> lower(Region region, boolean accumulate) {
        List<KernelCall> calls = lower(region, accumulate, false);
        boolean fit = calls.stream().allMatch(c -> c.argumentBytes() <= traits.argumentBytes());
        return fit ? calls : lower(region, accumulate, true);
    }

    private List<KernelCall> lower(Region region, boolean accumulate, boolean literal) {
        Space space = Space.of(region);
        if (space.reduced().isEmpty() && !accumulate) {
            return List.of(plain(region, space.outer(), new Parameters(places, literal)));
        }
        return new ReductionKernels(region, space, places, traits, accumulate, literal).lower();
    }

    private KernelCall plain(Region region, List<Space.Axis> axes, Parameters parameters) {
        int rank = axes.size();
        long[] extents = {1, 1, 1};
        for (int d = 0; d < Math.min(2, rank); d++) {
            extents[d] = axes.get(rank - 1 - d).extent();
        }
        List<Space.Axis> rest = axes.subList(0, Math.max(0, rank - 2));
        extents[2] = Space.points(rest);
        int items = Groups.items(traits);
        int x = Groups.along(extents[0], items);
        int[] local = {x, Groups.power(extents[1], items / x), 1};
        long[] work = extents.clone();
        List<Template> loops = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int d = Math.clamp(rank - 1L, 0, 2); d >= 0; d--) {
            long most = d == 0 ? Integer.MAX_VALUE : (long) traits.groups() * local[d];
            work[d] = Math.min(extents[d], most);
            String index = d == 2 ? "z" : "i" + d;
            Template loop = new Template(extents[d] > most ? SEVERAL_EACH : ONE_EACH)
                    .with("i", index)
                    .with("dimension", d)
                    .with("extent", parameters.number(extents[d]));
            loops.add(loop.with("indices", d == 2 ? decode("z", "y", rest, parameters, names) : ""));
            if (d < Math.min(2, rank)) {
                names.add(index);
            }
        }
        String body =
                new Point(region, parameters, axes, names).values().stores(true).text();
        for (Template loop : loops.reversed()) {
            body = loop.with("body", body).text();
        }
        return parameters.call("region", new Template(TEXT).with("loops", body), Range.covering(work, local), 0);
    }

    /**
     * Statements that split one number into indices along several axes.
     *
     * @param names receives the names of the indices, outermost first
     */
    static String decode(String from, String prefix, List<Space.Axis> axes, Parameters parameters, List<String> names) {
        if (axes.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>(List.of("uint " + prefix + " = " + from + ";"));
        for (int a = axes.size() - 1; a > 0; a--) {
            String extent = parameters.number(axes.get(a).extent());
            lines.add("const index " + prefix + a + " = " + prefix + " % (uint) " + extent + ";");
            lines.add(prefix + " /= (uint) " + extent + ";");
        }
        lines.add("const index " + prefix + "0 = " + prefix + ";");
        for (int a = 0; a < axes.size(); a++) {
            names.add(prefix + a);
        }
        return String.join("\n", lines) + "\n";
    }
}
