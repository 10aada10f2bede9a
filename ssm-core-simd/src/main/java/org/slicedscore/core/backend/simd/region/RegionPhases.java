package org.slicedscore.core.backend.simd.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a region into phases: all arithmetic that fits in one loop, then the functions that depend on it, each in the
 * loop that all regions share, then the arithmetic that depends on those, and so on.
 */
final class RegionPhases {
    /** The largest number of loops in a phase; the compiler stops inlining in methods that are much larger. */
    private static final int MOST = 80;

    private final RegionMemory memory;
    private final PhaseClasses classes;
    private final int[] level;
    private final int[][] operands;
    /** The loops that read each loop's value, in order. */
    private final List<List<Integer>> users = new ArrayList<>();

    private final boolean[] stored;

    private RegionPhases(RegionMemory memory, PhaseClasses classes) {
        this.memory = memory;
        this.classes = classes;
        level = new int[memory.loops.length];
        operands = new int[level.length][];
        stored = new boolean[level.length];
        for (int i = 0; i < level.length; i++) {
            operands[i] = isWork(i) ? memory.loops[i].operands() : new int[0];
            users.add(new ArrayList<>());
        }
        for (int i = 0; i < level.length; i++) {
            for (int v : operands[i]) {
                if (v >= memory.loads) {
                    users.get(v - memory.loads).add(i);
                }
            }
        }
        IntStream.concat(Arrays.stream(memory.storedValues), Arrays.stream(memory.reducedValues))
                .filter(v -> v >= memory.loads)
                .forEach(v -> stored[v - memory.loads] = true);
    }

    /** The pieces of a region in order; empty if a phase would be too large. */
    static List<RegionPiece> of(RegionMemory memory, PhaseClasses classes) {
        return new RegionPhases(memory, classes).pieces();
    }

    private List<RegionPiece> pieces() {
        for (int i = 0; i < level.length; i++) {
            for (int v : operands[i]) {
                level[i] = Math.max(level[i], available(v));
            }
        }
        for (int i = level.length - 1; i >= 0; i--) {
            delay(i);
        }
        int levels = Arrays.stream(level).max().orElse(0) + 1;
        List<RegionPiece> pieces = new ArrayList<>();
        for (int l = 0; l < levels; l++) {
            List<Integer> arithmetic = new ArrayList<>();
            List<RegionPiece> functions = new ArrayList<>();
            for (int i = 0; i < level.length; i++) {
                if (!isWork(i) || level[i] != l) {
                    continue;
                }
                if (memory.loops[i].kind().isFunction()) {
                    functions.add(new LoopPiece(memory.loops[i], memory.loads + i));
                } else {
                    arithmetic.add(i);
                }
            }
            if (arithmetic.size() > MOST) {
                return List.of();
            }
            if (!arithmetic.isEmpty()) {
                pieces.add(phase(l, arithmetic));
            }
            pieces.addAll(functions);
        }
        return pieces;
    }

    private boolean isWork(int loop) {
        return memory.loops[loop] != null && !memory.isConstant(loop);
    }

    private boolean isFunction(int loop) {
        return isWork(loop) && memory.loops[loop].kind().isFunction();
    }

    /** The first level whose arithmetic can use a value. */
    private int available(int value) {
        int loop = value - memory.loads;
        if (loop < 0 || !isWork(loop)) {
            return 0;
        }
        return isFunction(loop) ? level[loop] + 1 : level[loop];
    }

    /** Defers arithmetic until it is needed, unless that keeps more values alive than it produces. */
    private void delay(int loop) {
        if (!isWork(loop) || isFunction(loop)) {
            return;
        }
        int computed = 0;
        for (int v : operands[loop]) {
            computed += v >= memory.loads && isWork(v - memory.loads) ? 1 : 0;
        }
        if (computed > 1) {
            return;
        }
        int wanted = Integer.MAX_VALUE;
        for (int user : users.get(loop)) {
            wanted = Math.min(wanted, level[user]);
        }
        if (wanted != Integer.MAX_VALUE) {
            level[loop] = Math.max(level[loop], wanted);
        }
    }

    private RegionPiece phase(int at, List<Integer> arithmetic) {
        List<Integer> writes = new ArrayList<>();
        for (int i : arithmetic) {
            if (isNeededElsewhere(i, at)) {
                writes.add(memory.loads + i);
            }
        }
        return new GeneratedPiece(memory, arithmetic, writes, classes);
    }

    private boolean isNeededElsewhere(int loop, int at) {
        return stored[loop] || users.get(loop).stream().anyMatch(i -> level[i] != at || isFunction(i));
    }
}
