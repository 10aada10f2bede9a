package org.slicedscore.core.backend.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a region into phases: all arithmetic that can be done in one loop, then the functions that wait for it, each in the
 * loop that all regions share, then the arithmetic that waits for those, and so on.
 */
final class RegionPhases {
    /** The most loops of a phase; the compiler stops inlining in methods that are much larger. */
    private static final int MOST = 80;

    private final RegionMemory memory;
    private final int[] level;

    private RegionPhases(RegionMemory memory) {
        this.memory = memory;
        level = new int[memory.loops.length];
    }

    /** The pieces of a region in order; empty if a phase would be too large. */
    static List<RegionPiece> of(RegionMemory memory) {
        return new RegionPhases(memory).pieces();
    }

    private List<RegionPiece> pieces() {
        for (int i = 0; i < level.length; i++) {
            for (int v : operands(i)) {
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

    private int[] operands(int loop) {
        return isWork(loop) ? memory.loops[loop].operands() : new int[0];
    }

    /** The first level whose arithmetic can use a value. */
    private int available(int value) {
        int loop = value - memory.loads;
        if (loop < 0 || !isWork(loop)) {
            return 0;
        }
        return isFunction(loop) ? level[loop] + 1 : level[loop];
    }

    /**
     * Puts arithmetic off to where it is wanted, unless that means that more values have to be kept for it than it makes.
     */
    private void delay(int loop) {
        if (!isWork(loop) || isFunction(loop)) {
            return;
        }
        int computed = 0;
        for (int v : operands(loop)) {
            computed += v >= memory.loads && isWork(v - memory.loads) ? 1 : 0;
        }
        if (computed > 1) {
            return;
        }
        int wanted = Integer.MAX_VALUE;
        for (int i = loop + 1; i < level.length; i++) {
            for (int v : operands(i)) {
                wanted = v == memory.loads + loop ? Math.min(wanted, level[i]) : wanted;
            }
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
        return new GeneratedPiece(memory, arithmetic, writes);
    }

    private boolean isNeededElsewhere(int loop, int at) {
        int value = memory.loads + loop;
        for (int i = 0; i < level.length; i++) {
            for (int v : operands(i)) {
                if (v == value && (level[i] != at || isFunction(i))) {
                    return true;
                }
            }
        }
        return Arrays.stream(memory.storedValues).anyMatch(v -> v == value)
                || Arrays.stream(memory.reducedValues).anyMatch(v -> v == value);
    }
}
