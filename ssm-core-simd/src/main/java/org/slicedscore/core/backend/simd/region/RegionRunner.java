package org.slicedscore.core.backend.simd.region;

import java.util.List;
import org.slicedscore.core.backend.simd.math.Rehearsal;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.region.RegionMemory.Place;
import org.slicedscore.core.backend.simd.region.RegionMemory.Source;

/**
 * A region's loads, steps and plain stores on one chunk: interpreted, one loop a step, until the classes that were made for it
 * are compiled, and with those from then on.
 *
 * <p>The system property {@code ssm.simd.regions} ({@code interpreted} or {@code generated}) forces one of the two; tests run
 * both.
 */
public final class RegionRunner {
    /** Points below which a region gets no class of its own, but uses existing ones. */
    private static final int WORTH_A_CLASS = 2048;

    /** Runs that are interpreted in any case: a short program is over before a class would pay. */
    private static final int FIRST_RUNS = 8;

    /** The system property that forces one way. */
    public static final String MODE = "ssm.simd.regions";

    static final String INTERPRETED = "interpreted";
    static final String GENERATED = "generated";

    private final RegionMemory memory;
    private final Scratch scratch;
    private final int scratchStart;
    private final Place[] places;
    private final RegionBody interpreted;

    /** The generated classes; null if none are made. */
    private final RegionBody generated;

    private final GeneratedPiece[] classes;
    private final boolean initiates;
    private RegionBody body;
    private int run;

    /**
     * @param shared the classes that are there already
     * @param scratchStart start of free space in each thread's own memory
     */
    RegionRunner(RegionMemory memory, PhaseClasses shared, long points, Scratch scratch, int scratchStart) {
        this.memory = memory;
        this.scratch = scratch;
        this.scratchStart = scratchStart;
        interpreted = RegionBody.interpreted(memory);
        String mode = System.getProperty(MODE, "");
        List<RegionPiece> pieces = mode.equals(INTERPRETED) ? List.of() : RegionPhases.of(memory, shared);
        classes = pieces.stream()
                .filter(GeneratedPiece.class::isInstance)
                .map(GeneratedPiece.class::cast)
                .toArray(GeneratedPiece[]::new);
        generated = classes.length == 0 ? null : new RegionBody(memory, pieces);
        initiates = points >= WORTH_A_CLASS;
        body = generated != null && mode.equals(GENERATED) ? generated : interpreted;
        scratch.reserve(0, scratchStart + Math.max(interpreted.size(), generated == null ? 0 : generated.size()));
        places = new Place[scratch.threads()];
        for (int t = 0; t < places.length; t++) {
            places[t] = memory.place();
        }
    }

    /** Whether classes are still to be compiled. */
    boolean isRehearsing() {
        return body != generated && generated != null;
    }

    /**
     * After a run, by one thread: has classes compiled that are not yet.
     *
     * @param nanoseconds how long the run took
     */
    void rehearse(long nanoseconds) {
        if (run < FIRST_RUNS) {
            return;
        }
        long left = Math.max(nanoseconds, Rehearsal.LEAST);
        boolean ready = true;
        float[] own = scratch.array();
        int at = scratch.own(0) + scratchStart;
        for (GeneratedPiece piece : classes) {
            if (initiates && left > 0 && !piece.made().isReady()) {
                left -= piece.rehearse(places[0], own, at, memory.chunks.size, left);
            }
            ready &= piece.made().isReady();
        }
        if (ready) {
            body = generated;
        }
    }

    /** To be called before the chunks of a run, by one thread. */
    void begin() {
        run++;
    }

    /** Computes and stores one chunk. */
    void run(int point, int n, int worker) {
        Place place = places[worker];
        float[] own = scratch.array();
        int base = scratch.own(worker) + scratchStart;
        load(place, own, base, point, n);
        body.run(place, own, base, point, n);
    }

    private void load(Place place, float[] own, int base, int point, int n) {
        locate(place.index, point);
        boolean first = place.run != run;
        place.run = run;
        for (int i = 0; i < memory.loads; i++) {
            Strided view = memory.loadViews[i];
            if (memory.sources[i] == Source.IN_PLACE) {
                place.arrays[i] = view.array();
                place.offsets[i] = view.at(place.index);
                continue;
            }
            int at = body.slotOf(i, base);
            place.arrays[i] = own;
            place.offsets[i] = at;
            if (memory.sources[i] == Source.ONCE_A_CHUNK) {
                Walk.gather(view.array(), view.start(), memory.extents, view.strides(), point, n, own, at);
            } else if (first) {
                // as much as the longest chunk: later ones may be longer than this one
                int longest = memory.chunks.size;
                Walk.gather(view.array(), view.start(), memory.extents, view.strides(), 0, longest, own, at);
            }
        }
    }

    private void locate(int[] index, int point) {
        int rest = point;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            int next = rest / memory.extents[axis];
            index[axis] = rest - next * memory.extents[axis];
            rest = next;
        }
    }

    /** After {@link #run(int, int, int)}: the array of a value of the thread's chunk. */
    float[] array(int value, int worker) {
        return places[worker].arrays[value];
    }

    /** After {@link #run(int, int, int)}: where in its array a value starts. */
    int offset(int value, int worker) {
        return places[worker].offsets[value];
    }
}
