package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slicedscore.api.plan.Instruction.Region;
import org.slicedscore.api.plan.View;

/**
 * The index space of a region with as few axes as possible: axes of extent 1 are dropped, and neighbours that
 * every view traverses with one stride are merged.
 *
 * @param outer axes before the reduced ones; all axes if nothing is reduced
 * @param reduced the reduced axes
 * @param inner axes after them
 */
record Space(List<Axis> outer, List<Axis> reduced, List<Axis> inner) {
    /**
     * One axis.
     *
     * @param extent its extent
     * @param strides of every view, loads first
     */
    record Axis(int extent, long[] strides) {
        private boolean continues(Axis next) {
            for (int v = 0; v < strides.length; v++) {
                if (strides[v] != next.strides[v] * next.extent) {
                    return false;
                }
            }
            return (long) extent * next.extent <= Integer.MAX_VALUE;
        }
    }

    static Space of(Region region) {
        List<View> views = Stream.concat(
                        region.loads().stream(), region.stores().stream().map(Region.Store::view))
                .toList();
        int rank = region.extents().size();
        List<Axis> reduced = axes(region, views, region.reducedFrom(), region.reducedTo());
        if (reduced.isEmpty()) {
            return new Space(axes(region, views, 0, rank), List.of(), List.of());
        }
        return new Space(
                axes(region, views, 0, region.reducedFrom()), reduced, axes(region, views, region.reducedTo(), rank));
    }

    private static List<Axis> axes(Region region, List<View> views, int from, int to) {
        List<Axis> axes = new ArrayList<>();
        for (int d = from; d < to; d++) {
            int axis = d;
            int extent = region.extents().get(d);
            if (extent == 1) {
                continue;
            }
            Axis next = new Axis(
                    extent, views.stream().mapToLong(v -> v.stride(axis)).toArray());
            if (!axes.isEmpty() && axes.getLast().continues(next)) {
                Axis before = axes.removeLast();
                next = new Axis(before.extent * extent, next.strides);
            }
            axes.add(next);
        }
        return axes;
    }

    static long points(List<Axis> axes) {
        return axes.stream().mapToLong(Axis::extent).reduce(1, Math::multiplyExact);
    }
}
