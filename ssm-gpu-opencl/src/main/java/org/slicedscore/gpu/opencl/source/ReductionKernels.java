package org.slicedscore.gpu.opencl.source;

import static org.slicedscore.gpu.opencl.source.RegionKernels.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.plan.Instruction.Region;

/**
 * Regions that end in reductions.
 *
 * <p>Lanes run along the axis contiguous in memory: along the reduced axes if no axis follows them, when a
 * group takes a few whole rows; else along the axes that follow, when a group takes some columns and its second
 * dimension some of the reduced points. The lanes of a group are added up through local memory, always in the same
 * order. If that makes too few groups, the reduced axes are split into chunks, whose results a second kernel adds up.
 */
final class ReductionKernels {
    /** The loop's bound is the same for all items of a group, so that a compiler can vectorise them. */
    private static final String REDUCE = """
            __kernel __attribute__((reqd_work_group_size($x, $y, 1))) void $name($parameters)
            {
                $pointers
                const int lane = get_local_id($laneAxis);
                const int column = get_local_id($columnAxis);
                const int chunk = get_group_id($laneAxis);
                $kept
                $keptIndices
                $start
                const int from = chunk * $span;
                const int to = min(from + $span, $length);
                for (int base = from; base < to; base += $lanes) {
                    const index r = base + lane;
                    if (inside && r < to) {
                        $reducedIndices
                        $values
                        $combine
                    }
                }
                $tree
                if (inside && lane == 0) {
                    $result
                }
            }
            """;

    private static final String KEPT_ROWS = """
            const uint o = get_global_id(1);
            const bool inside = o < $extent;
            """;

    private static final String KEPT_COLUMNS = """
            const uint o = get_group_id(2);
            const index i = get_global_id(0);
            const bool inside = i < $extent;
            """;

    /** Adds the lanes up; lane 0 gets the result. */
    private static final String TREE = """
            __local float part[$lanes * $across];
            const int at = $at;
            $sums
            """;

    private static final String LANES = """
            part[at] = r$s;
            barrier(CLK_LOCAL_MEM_FENCE);
            $for(half) {
                if (lane < $half) {
                    part[at] = $sum;
                }
                barrier(CLK_LOCAL_MEM_FENCE);
            }
            r$s = part[at];
            barrier(CLK_LOCAL_MEM_FENCE);
            """;

    /** Adds up the chunks, in order. */
    private static final String FINISH = """
            __kernel void $name($parameters)
            {
                $pointers
                const index t = get_global_id(0);
                if (t < $kept) {
                    $indices
                    $sums
                    $stores
                }
            }
            """;

    private static final String CHUNKS = """
            float r$s = $neutral;
            for (int chunk = 0; chunk < $chunks; chunk++) {
                r$s = $sum;
            }
            """;

    /** The least points per lane before a reduction is split into chunks. */
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
            // on a processor, running down several rows at once as vector lanes is faster than adding up lanes
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
        Parameters q = new Parameters(places, literal);
        List<String> names = new ArrayList<>();
        Template text = new Template(REDUCE)
                .with("x", rows ? lanes : across)
                .with("y", rows ? across : lanes)
                .with("laneAxis", rows ? 0 : 1)
                .with("columnAxis", rows ? 1 : 0)
                .with("lanes", lanes)
                .with("kept", rows ? KEPT_ROWS : KEPT_COLUMNS)
                .with("extent", q.number(rows ? outer : inner))
                .with(
                        "keptIndices",
                        decode("o", "a", space.outer(), q, names) + indices("i", "b", space.inner(), q, names))
                .with("start", each(s -> "float r" + s + " = " + Scalars.neutral(reduction(s)) + ";"))
                .with("span", q.number(span))
                .with("length", q.number(length));
        List<String> all = new ArrayList<>(names);
        text.with("reducedIndices", indices("r", "c", space.reduced(), q, all))
                .with(
                        "values",
                        new Point(region, q, axes(space.reduced()), all)
                                .values()
                                .stores(false)
                                .text())
                .with("combine", each(s -> "r" + s + " = " + combine(s, "r" + s, "v" + store(s).value()) + ";"))
                .with("tree", lanes == 1 ? "" : tree())
                .with("result", chunks == 1 ? stores(q, names) : parts(q));
        long[] work =
                rows ? new long[] {(long) chunks * lanes, outer, 1} : new long[] {inner, (long) chunks * lanes, outer};
        Range range = rows ? Range.covering(work, lanes, across, 1) : Range.covering(work, across, lanes, 1);
        long scratch = chunks == 1 ? 0 : Math.multiplyExact(reducing.size() * (long) chunks, kept());
        return q.call(rows ? "rows" : "columns", text, range, scratch);
    }

    private String tree() {
        int distance = rows ? 1 : across;
        List<Integer> halves = IntStream.iterate(lanes / 2, half -> half > 0, half -> half / 2)
                .boxed()
                .toList();
        return new Template(TREE)
                .with("lanes", lanes)
                .with("across", across)
                .with("at", rows ? "column * $lanes + lane" : "lane * $across + column")
                .with(
                        "sums",
                        each(s -> new Template(LANES)
                                .repeat("half", halves)
                                .with("s", s)
                                .with("sum", combine(s, "part[at]", "part[at + $half * " + distance + "]"))
                                .text()))
                .text();
    }

    /** Passes the chunks' results to the second kernel. */
    private String parts(Parameters q) {
        String scratch = q.scratch();
        String kept = q.number(kept());
        String count = q.number(chunks);
        String at = rows ? "o" : "o * (index) " + q.number(inner) + " + i";
        return each(s -> scratch + part(s, count, kept, at) + " = r" + s + ";");
    }

    private String part(int store, String count, String kept, String at) {
        return "[(" + reducing.indexOf(store) + " * (index) " + count + " + chunk) * " + kept + " + " + at + "]";
    }

    private KernelCall second() {
        Parameters q = new Parameters(places, literal);
        List<String> names = new ArrayList<>();
        String kept = q.number(kept());
        String count = q.number(chunks);
        String indices = decode("t", "a", axes(List.of()), q, names);
        String scratch = q.scratch();
        Template text = new Template(FINISH)
                .with("kept", kept)
                .with("indices", indices)
                .with(
                        "sums",
                        each(s -> new Template(CHUNKS)
                                .with("s", s)
                                .with("neutral", Scalars.neutral(reduction(s)))
                                .with("chunks", count)
                                .with("sum", combine(s, "r" + s, scratch + part(s, count, kept, "t")))
                                .text()))
                .with("stores", stores(q, names));
        int items = Math.min(Groups.items(traits), Groups.power(kept(), 256));
        return q.call("chunks", text, Range.covering(new long[] {kept()}, items), 0);
    }

    private String stores(Parameters q, List<String> names) {
        Point point = new Point(region, q, axes(List.of()), names);
        String stores = each(s -> {
            String target = point.target(s);
            return target + " = " + (accumulate ? target + " + r" + s : "r" + s) + ";";
        });
        return point.text() + "\n" + stores;
    }

    /** The axes that are kept, and some of the others. */
    private List<Space.Axis> axes(List<Space.Axis> others) {
        return Stream.of(space.outer(), space.inner(), others)
                .flatMap(List::stream)
                .toList();
    }

    /** For a single axis the number itself is the index. */
    private static String indices(String from, String prefix, List<Space.Axis> axes, Parameters q, List<String> names) {
        if (axes.size() == 1) {
            names.add(from);
            return "";
        }
        return decode(from, prefix, axes, q, names);
    }

    private String each(IntFunction<String> text) {
        return reducing.stream().map(text::apply).collect(Collectors.joining("\n"));
    }

    private Region.Store store(int number) {
        return region.stores().get(number);
    }

    private Reduction reduction(int store) {
        return store(store).reduction();
    }

    private String combine(int store, String a, String b) {
        return Scalars.combine(reduction(store), a, b);
    }
}
