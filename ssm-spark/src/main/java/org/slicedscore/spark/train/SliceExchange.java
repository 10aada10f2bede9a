package org.slicedscore.spark.train;

import java.nio.ByteBuffer;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;

/**
 * Sums over all tasks in two rounds. Each task owns a slice of the vector: it receives that slice of every other task's nodes, sums them
 * in the tree of blocks, and sends the sum to all. The tree adds number by number, so it does not matter that slices are summed in
 * different places. A task sends and receives twice the vector, times the nodes that its blocks make up, whatever the number of tasks.
 */
final class SliceExchange implements BlockExchange {
    private final PeerMesh mesh;
    private final ByteBuffer[] out;
    private final ByteBuffer[] in;
    private TreeSum[] shapes;
    private TreeSum slice;
    private double[] total;
    private long round;
    private long nanos;
    private long bytes;

    SliceExchange(PeerMesh mesh) {
        this.mesh = mesh;
        out = new ByteBuffer[mesh.tasks()];
        in = new ByteBuffer[mesh.tasks()];
    }

    @Override
    public int rank() {
        return mesh.rank();
    }

    @Override
    public int processes() {
        return mesh.tasks();
    }

    /** The first number of a task's slice; those of the next task's follow. */
    private int from(int task) {
        return (int) ((long) total.length * task / processes());
    }

    private int size(int task) {
        return from(task + 1) - from(task);
    }

    @Override
    public double[] total(Blocks blocks, TreeSum own) {
        long start = System.nanoTime();
        if (total == null) {
            prepare(blocks, own);
        }
        collectSlices(own);
        double[] mine = slice.total();
        spread(own.single(), mine);
        round++;
        nanos += System.nanoTime() - start;
        return total;
    }

    private void prepare(Blocks blocks, TreeSum own) {
        total = new double[own.length()];
        shapes = new TreeSum[processes()];
        slice = new TreeSum(size(rank()), own.single());
        int width = own.single() ? Float.BYTES : Double.BYTES;
        for (int p = 0; p < processes(); p++) {
            shapes[p] = new TreeSum(0, own.single());
            for (int i = blocks.from(p, processes()); i < blocks.from(p + 1, processes()); i++) {
                shapes[p].next();
                shapes[p].add(0, i);
            }
        }
        for (int p = 0; p < processes(); p++) {
            // of both rounds, whichever needs more; a buffer holds at most 2 GB
            long sent = Math.max((long) own.nodes() * size(p), size(rank()));
            long received = Math.max((long) shapes[p].nodes() * size(rank()), size(p));
            out[p] = ByteBuffer.allocateDirect(Math.toIntExact(Long.BYTES + width * sent));
            in[p] = ByteBuffer.allocateDirect(Math.toIntExact(Long.BYTES + width * received));
        }
    }

    private void collectSlices(TreeSum own) {
        int mine = size(rank());
        for (int p = 0; p < processes(); p++) {
            begin(p, shapes[p].nodes() * mine, own.single());
            for (int node = 0; node < own.nodes(); node++) {
                put(out[p], own.values(node), from(p), size(p), own.single());
            }
            out[p].flip();
        }
        exchange();
        slice.clear();
        for (int p = 0; p < processes(); p++) {
            for (int node = 0; node < shapes[p].nodes(); node++) {
                double[] slot = slice.next();
                if (p == rank()) {
                    System.arraycopy(own.values(node), from(p), slot, 0, mine);
                } else {
                    get(in[p], slot, 0, mine, own.single());
                }
                slice.add(shapes[p].level(node), shapes[p].index(node));
            }
        }
    }

    private void spread(boolean single, double[] mine) {
        for (int p = 0; p < processes(); p++) {
            begin(p, size(p), single);
            put(out[p], mine, 0, size(rank()), single);
            out[p].flip();
        }
        exchange();
        for (int p = 0; p < processes(); p++) {
            if (p == rank()) {
                System.arraycopy(mine, 0, total, from(p), size(p));
            } else {
                get(in[p], total, from(p), size(p), single);
            }
        }
    }

    private void begin(int p, int expected, boolean single) {
        out[p].clear().putLong(round);
        in[p].clear().limit(Long.BYTES + expected * (single ? Float.BYTES : Double.BYTES));
    }

    private void exchange() {
        mesh.exchange(out, in);
        for (int p = 0; p < processes(); p++) {
            if (p != rank()) {
                bytes += out[p].limit();
                long theirs = in[p].flip().getLong();
                if (theirs != round) {
                    throw new PeerLost("task " + p + " is at step " + theirs + " and task " + rank() + " at " + round
                            + " of this attempt");
                }
            }
        }
    }

    private static void put(ByteBuffer to, double[] values, int from, int count, boolean single) {
        for (int i = from; i < from + count; i++) {
            if (single) {
                to.putFloat((float) values[i]);
            } else {
                to.putDouble(values[i]);
            }
        }
    }

    private static void get(ByteBuffer from, double[] to, int at, int count, boolean single) {
        for (int i = at; i < at + count; i++) {
            to[i] = single ? from.getFloat() : from.getDouble();
        }
    }

    /** What exchanging has cost so far. */
    TaskReport.Exchanged cost() {
        return new TaskReport.Exchanged(round, nanos * 1e-9, bytes);
    }
}
