package org.slicedscore.engine.block;

import java.util.Arrays;

/**
 * The sum of vectors in one fixed binary tree over their numbers 0 … n − 1, whoever adds up which part. A node of level k and index i is
 * the sum of the vectors i·2ᵏ … (i + 1)·2ᵏ − 1, the sum of its two children; the sum of all is that of the largest nodes that fit into
 * n, added from the last to the first. So {@code ((v₀+v₁)+(v₂+v₃))+v₄} for n = 5.
 *
 * <p>Vectors, or nodes that somebody else has summed, come in the order of their numbers, without gaps, from any number on. What is held
 * is the fewest nodes that make up the range so far: at most 2 log₂ n. Each vector has a slot that is used again, so that nothing is
 * allocated once the sum has been formed a first time. A sum is rounded to single precision where the vectors are of single precision,
 * so that it can be passed on as such.
 */
public final class TreeSum {
    private final int length;
    private final boolean single;
    private double[][] slots = new double[8][];
    private int[] levels = new int[8];
    private long[] indices = new long[8];
    private int nodes;

    /**
     * An empty sum.
     *
     * @param length of a vector
     * @param single whether vectors, and hence sums, are of single precision
     */
    public TreeSum(int length, boolean single) {
        this.length = length;
        this.single = single;
    }

    /** Forgets all nodes. */
    public void clear() {
        nodes = 0;
    }

    /** The slot of the vector that is added next, for the caller to fill. */
    public double[] next() {
        if (nodes == slots.length) {
            slots = Arrays.copyOf(slots, 2 * nodes);
            levels = Arrays.copyOf(levels, 2 * nodes);
            indices = Arrays.copyOf(indices, 2 * nodes);
        }
        if (slots[nodes] == null) {
            slots[nodes] = new double[length];
        }
        return slots[nodes];
    }

    /**
     * Adds what {@link #next()} holds.
     *
     * @param level 0 for a vector, else the level of the node
     * @param index its number among those of its level
     * @throws IllegalArgumentException if it does not follow what was added before
     */
    public void add(int level, long index) {
        if (nodes > 0 && index << level != indices[nodes - 1] + 1 << levels[nodes - 1]) {
            throw new IllegalArgumentException("node " + index + " of level " + level + " does not follow node "
                    + indices[nodes - 1] + " of level " + levels[nodes - 1]);
        }
        levels[nodes] = level;
        indices[nodes] = index;
        nodes++;
        while (nodes > 1 && siblings(nodes - 2, nodes - 1)) {
            merge();
            levels[nodes - 1]++;
            indices[nodes - 1] /= 2;
        }
    }

    private boolean siblings(int left, int right) {
        return levels[left] == levels[right] && indices[left] % 2 == 0 && indices[right] == indices[left] + 1;
    }

    private void merge() {
        double[] to = slots[nodes - 2];
        double[] from = slots[nodes - 1];
        if (single) {
            for (int i = 0; i < length; i++) {
                to[i] = (float) (to[i] + from[i]);
            }
        } else {
            for (int i = 0; i < length; i++) {
                to[i] += from[i];
            }
        }
        nodes--;
    }

    /**
     * The sum of all. The vectors must have started at 0; afterwards nothing can be added before {@link #clear}.
     *
     * @return valid until the sum is cleared
     * @throws IllegalStateException if nothing was added, or not from 0 on
     */
    public double[] total() {
        if (nodes == 0 || indices[0] != 0) {
            throw new IllegalStateException(nodes == 0 ? "nothing to sum" : "the first vectors are missing");
        }
        while (nodes > 1) {
            merge();
        }
        return slots[0];
    }

    /** The number of nodes held. */
    public int nodes() {
        return nodes;
    }

    /**
     * The level of a node.
     *
     * @param node from 0
     */
    public int level(int node) {
        return levels[node];
    }

    /**
     * The number of a node among those of its level.
     *
     * @param node from 0
     */
    public long index(int node) {
        return indices[node];
    }

    /**
     * The values of a node.
     *
     * @param node from 0
     * @return not to be changed
     */
    public double[] values(int node) {
        return slots[node];
    }

    /** The numbers of a vector. */
    public int length() {
        return length;
    }

    /** Whether sums are of single precision. */
    public boolean single() {
        return single;
    }
}
