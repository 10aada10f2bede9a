package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
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
        StringBuilder body = new StringBuilder();
        List<String> names = new ArrayList<>();
        int blocks = 1;
        for (int d = 2; d >= 0; d--) {
            if (d >= rank && d > 0) {
                continue;
            }
            String index = d == 2 ? "z" : "i" + d;
            long most = d == 0 ? Integer.MAX_VALUE : (long) traits.groups() * local[d];
            body.append(begin(index, d, parameters.number(extents[d]), extents[d] > most));
            work[d] = Math.min(extents[d], most);
            blocks++;
            if (d == 2) {
                body.append(decode("z", "y", rest, parameters, names));
            } else if (d < rank) {
                names.add(index);
            }
        }
        Point point = new Point(region, places, parameters, axes, names, "        ");
        body.append(point.values().stores(true).text()).append("}\n".repeat(blocks));
        return call("region", body.toString(), parameters, "", Range.covering(work, local), 0, traits);
    }

    /** Items that an axis has room for take one index each, else several. */
    private static String begin(String index, int dimension, String end, boolean several) {
        String first = "index " + index + " = get_global_id(" + dimension + ")";
        String inside = index + " < " + end;
        return several
                ? "    for (" + first + "; " + inside + "; " + index + " += get_global_size(" + dimension + ")) {\n"
                : "    const " + first + ";\n    if (" + inside + ") {\n";
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
        String text = parameters.head(attributes) + body;
        return new KernelCall(
                KernelSource.of(label, parameters.wide() ? text.replaceAll("\\bindex\\b", "long") : text),
                range,
                parameters.arguments(),
                scratch);
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
