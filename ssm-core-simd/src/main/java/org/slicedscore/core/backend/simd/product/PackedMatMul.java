package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import org.slicedscore.core.backend.simd.math.Reductions;
import org.slicedscore.core.backend.simd.memory.Operand;
import org.slicedscore.core.backend.simd.memory.Scratch;
import org.slicedscore.core.backend.simd.product.ProductPlan.Part;
import org.slicedscore.core.backend.simd.product.ProductPlan.Split;
import org.slicedscore.core.backend.simd.thread.Task;
import org.slicedscore.core.backend.simd.thread.Threads;

/**
 * The general matrix product: operands are copied into panels, panels multiplied by {@link Tile}s, following a {@link
 * ProductPlan}.
 */
public final class PackedMatMul implements MatMulKernel {
    /** Panels of B that are multiplied with one panel of A before the next: some of an L2 cache, and long runs of C. */
    private static final int COLUMN_PANELS = 4;

    /** Work of packing a number, in multiply-adds. */
    private static final int PACKING = 16;

    /** Floats that are fetched in one go: a quarter of an L2 cache. */
    private static final long FETCHED = 1 << 16;

    private final ProductPlan plan;
    private final Operand aView;
    private final Operand bView;
    private final int ldc;
    private final boolean add;
    private final Scratch scratch;

    /** The start of this product's part of the shared memory: not 0 in a {@link ProductChain}. */
    private final int sharedStart;

    /** Whether rows of B lie along n, and are copied as they are; else they lie along k and are transposed. */
    private final boolean copied;

    /** Floats of a thread's own panels. */
    private final int packed;

    /** Floats of the sums that wait between pieces of k. */
    private final int waits;

    private final PackedMatMul[] alone = {this};

    private final Task packA = (panel, worker) -> packA(panel);
    private final Task packB = this::packB;
    private final Task parts = this::multiply;
    private final Task sums = (row, worker) -> sum(row);

    // the operands at hand
    private float[] a;
    private int ao;
    private float[] b;
    private int bo;
    private float[] c;
    private int co;

    /** Panels of A that hold the rows that count. */
    private int rowPanels;

    PackedMatMul(int m, int n, int k, Operand aView, Operand bView, int ldc, boolean add, Scratch scratch) {
        this(
                ProductPlan.of(m, n, k, aView.column() != 1 && k > 1, !isCopied(bView, n), scratch.threads()),
                aView,
                bView,
                ldc,
                add,
                scratch,
                0);
    }

    private PackedMatMul(
            ProductPlan plan, Operand aView, Operand bView, int ldc, boolean add, Scratch scratch, int sharedStart) {
        this.plan = plan;
        this.aView = aView;
        this.bView = bView;
        this.ldc = ldc;
        this.add = add;
        this.scratch = scratch;
        this.sharedStart = sharedStart;
        copied = isCopied(bView, plan.n());
        packed = plan.packedFloats();
        waits = Math.toIntExact(plan.waitingTiles() * Tile.SIZE);
        // a thread's own memory: its panels, the transposition's block, the tile at the edge, waiting sums
        reserve(1);
    }

    /** Reserves a thread's own memory for so many products at once. */
    void reserve(int products) {
        scratch.reserve(
                sharedStart + plan.sharedFloats(), packed + Transpose.SCRATCH + Tile.SIZE + (long) products * waits);
    }

    private static boolean isCopied(Operand b, int n) {
        return b.column() == 1 || n == 1;
    }

    /** The same product with its part of the shared memory elsewhere. */
    PackedMatMul at(int start) {
        return new PackedMatMul(plan, aView, bView, ldc, add, scratch, start);
    }

    /** Where the next product of a chain may have its part of the shared memory. */
    int sharedEnd() {
        return Math.toIntExact(sharedStart + (plan.sharedFloats() + 15) / 16 * 16);
    }

    ProductPlan plan() {
        return plan;
    }

    /** Whether this and another product can be the parts of one {@link ProductChain}. */
    public boolean chains(PackedMatMul other) {
        return plan.split() == Split.COLUMNS
                && other.plan.split() == Split.COLUMNS
                && plan.m() == other.plan.m()
                && plan.n() == other.plan.n()
                && ldc == other.ldc
                && plan.parts().size() == other.plan.parts().size();
    }

    /** Whether this and another product can be the parts of one {@link ProductGroup}, if their second operands are the same. */
    public boolean groups(PackedMatMul other) {
        return plan.split() == Split.COLUMNS && bView.equals(other.bView) && plan.equals(other.plan);
    }

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads) {
        begin(a, ao, b, bo, c, co, rows, threads);
        threads.run(parts, parts(), (long) rows * plan.n() * plan.k());
        if (plan.split() == Split.DEPTH) {
            threads.run(sums, rows, (long) rows * plan.n() * plan.parts().size());
        }
    }

    /** The number of parts to be done, the first ones. */
    private int parts() {
        int count = plan.parts().size();
        while (plan.split() == Split.ROWS && plan.parts().get(count - 1).firstRow() >= rowPanels) {
            count--;
        }
        return count;
    }

    /** Takes the operands and packs the one that all parts need, before {@link #multiply} does the parts. */
    void begin(float[] a, int ao, float[] b, int bo, float[] c, int co, int rows, Threads threads) {
        this.a = a;
        this.ao = ao;
        this.b = b;
        this.bo = bo;
        this.c = c;
        this.co = co;
        rowPanels = (rows + Tile.ROWS - 1) / Tile.ROWS;
        switch (plan.split()) {
            case COLUMNS -> threads.run(packA, rowPanels, (long) rows * plan.k() * PACKING);
            case ROWS -> threads.run(packB, plan.columnPanels(), (long) plan.n() * plan.k() * PACKING);
            case DEPTH -> {}
        }
    }

    private int shared() {
        return scratch.shared() + sharedStart;
    }

    /** The start of the shared panels of a piece of k. */
    private int sharedA(int block) {
        return shared() + block * plan.rowPanels() * plan.panelA();
    }

    private int sharedB(int block) {
        return shared() + block * plan.columnPanels() * plan.panelB();
    }

    private void packA(int panel) {
        for (int q = 0; q < plan.blocks(); q++) {
            packA(panel, 1, q, sharedA(q) + panel * plan.panelA());
        }
    }

    private void packB(int panel, int worker) {
        int block = scratch.own(worker) + packed;
        fetchB(panel, 1, 0, plan.k(), block);
        for (int q = 0; q < plan.blocks(); q++) {
            packB(panel, 1, q, sharedB(q) + panel * plan.panelB(), block);
        }
    }

    /** Copies some panels of A's piece of k. */
    private void packA(int first, int count, int q, int at) {
        float[] s = scratch.array();
        int steps = plan.depthOf(q);
        for (int p = first; p < first + count; p++) {
            int from = ao + p * Tile.ROWS * aView.row() + q * plan.depth() * aView.column();
            int to = at + (p - first) * plan.panelA();
            if (plan.bySteps()) {
                Packing.bySteps(a, from, aView.column(), plan.rowsOf(p), steps, s, to);
            } else {
                Packing.byRows(a, from, aView.row(), plan.rowsOf(p), steps, s, to);
            }
        }
    }

    /** Copies some panels of B's piece of k, using scratch memory from {@code block}. */
    private void packB(int first, int count, int q, int at, int block) {
        float[] s = scratch.array();
        int steps = plan.depthOf(q);
        int cols = plan.columnsOf(first, count);
        int from = bo + first * WIDTH * bView.column() + q * plan.depth() * bView.row();
        if (copied) {
            Packing.columns(b, from, bView.row(), cols, steps, plan.panelB(), s, at);
        } else {
            Packing.transposed(b, from, bView.column(), cols, steps, plan.panelB(), s, at, s, block);
        }
    }

    /** Brings a range of k of some panels' columns into the cache, where they are going to be transposed. */
    private void fetchB(int first, int count, int from, int to, int block) {
        if (!copied) {
            int start = bo + first * WIDTH * bView.column() + from;
            Packing.fetch(b, start, bView.column(), plan.columnsOf(first, count), to - from, scratch.array(), block);
        }
    }

    /** Panels of A that a part multiplies. */
    private int rows(Part part) {
        return Math.min(part.rows(), rowPanels - part.firstRow());
    }

    /** Computes one part. */
    void multiply(int task, int worker) {
        multiply(task, worker, alone);
    }

    /** Computes one part of this product and of others with the same plan and the same second operand, which is packed once. */
    void multiply(int task, int worker, PackedMatMul[] group) {
        Part part = plan.parts().get(task);
        int own = scratch.own(worker);
        int block = own + packed;
        int edge = block + Transpose.SCRATCH;
        boolean packsA = plan.split() != Split.COLUMNS;
        boolean packsB = plan.split() != Split.ROWS;
        int behindA = packsA ? own + plan.rowPanels() * plan.panelA() : own;
        boolean fetchesAll = !packsA && (long) part.columns() * WIDTH * plan.k() <= FETCHED;
        for (int q = part.firstBlock(); q < part.endBlock(); q++) {
            int pb = packsB ? behindA : sharedB(q);
            if (packsA) {
                packA(part.firstRow(), rows(part), q, own);
            }
            if (packsB) {
                if (q == part.firstBlock() || !fetchesAll) {
                    int from = q * plan.depth();
                    int to = fetchesAll ? plan.k() : from + plan.depthOf(q);
                    fetchB(part.firstColumn(), part.columns(), from, to, block);
                }
                packB(part.firstColumn(), part.columns(), q, pb, block);
            }
            int waiting = edge + Tile.SIZE;
            for (PackedMatMul each : group) {
                int pa = packsA ? own : each.sharedA(q);
                if (plan.split() == Split.DEPTH) {
                    int sum = shared() + task * plan.m() * plan.n();
                    each.multiply(part, q, pa, pb, edge, waiting, scratch.array(), sum, plan.n(), false);
                } else {
                    each.multiply(part, q, pa, pb, edge, waiting, each.c, each.co, each.ldc, each.add);
                }
                waiting += waits;
            }
        }
    }

    /**
     * Multiplies packed panels of A from {@code pa} with packed panels of B from {@code pb}. Between the first and the last
     * piece of k, sums wait tile by tile in the thread's own memory, from {@code sums} on: rows of C may lie a power of two
     * apart, and then they push one another out of the cache.
     */
    private void multiply(
            Part part, int q, int pa, int pb, int edge, int sums, float[] to, int at, int ld, boolean addTo) {
        float[] s = scratch.array();
        boolean first = q == part.firstBlock();
        boolean last = q == part.endBlock() - 1;
        boolean bySteps = plan.bySteps();
        int steps = plan.depthOf(q);
        int panels = rows(part);
        for (int j0 = 0; j0 < part.columns(); j0 += COLUMN_PANELS) {
            int j1 = Math.min(part.columns(), j0 + COLUMN_PANELS);
            for (int i = 0; i < panels; i++) {
                int rows = plan.rowsOf(part.firstRow() + i);
                for (int j = j0; j < j1; j++) {
                    int cols = plan.columnsOf(part.firstColumn() + j, 1);
                    int target = at + (part.firstRow() + i) * Tile.ROWS * ld + (part.firstColumn() + j) * WIDTH;
                    int sum = sums + (i * part.columns() + j) * Tile.SIZE;
                    int a0 = pa + i * plan.panelA();
                    int b0 = pb + j * plan.panelB();
                    boolean whole = cols == WIDTH && rows == Tile.height(rows);
                    if (!last) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, !first, s, sum, WIDTH, s, sum, WIDTH);
                    } else if (!whole) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, !first, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, addTo);
                    } else if (first) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, addTo, to, target, ld, to, target, ld);
                    } else if (addTo) {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, true, s, sum, WIDTH, s, edge, WIDTH);
                        Tile.merge(s, edge, to, target, ld, rows, cols, true);
                    } else {
                        Tile.multiply(rows, bySteps, s, a0, s, b0, steps, true, s, sum, WIDTH, to, target, ld);
                    }
                }
            }
        }
    }

    /** Adds up the slices of a row. */
    private void sum(int row) {
        int n = plan.n();
        int slices = plan.parts().size();
        Reductions.sumRows(scratch.array(), shared() + row * n, plan.m() * n, slices, c, co + row * ldc, n, add);
    }
}
