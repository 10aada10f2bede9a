package org.slicedscore.core.backend.simd.region;

/** One loop of a region, interpreted: its kernel is one that all regions share. */
final class LoopPiece implements RegionPiece {
    private Op op;
    private final int a;
    private final int b;
    private final int c;
    private final int to;
    private final int[] reads;
    private final int[] writes;

    LoopPiece(Loop loop, int to) {
        op = new ColdOp(loop);
        a = loop.a();
        b = loop.b() < 0 ? a : loop.b();
        c = loop.c() < 0 ? a : loop.c();
        this.to = to;
        reads = loop.operands();
        writes = new int[] {to};
    }

    @Override
    public void run(float[][] arrays, int[] offsets, int n, float[] scratch, int so) {
        Op now = op;
        if (now instanceof ColdOp cold && cold.isOver()) {
            now = cold.kernel();
            op = now;
        }
        now.run(
                arrays[a],
                offsets[a],
                arrays[b],
                offsets[b],
                arrays[c],
                offsets[c],
                arrays[to],
                offsets[to],
                n,
                scratch,
                so);
    }

    @Override
    public int[] reads() {
        return reads;
    }

    @Override
    public int[] writes() {
        return writes;
    }
}
