package org.example.tiny;

import java.util.Map;
import module org.slicedscore.api;

/** Runs plans in double precision on one thread: an instruction is a loop over three axes, or over those of a region. */
public final class TinyBackend implements BackendProvider, Backend {
    private static final Device HEAP = new Device(0, "heap", Device.Kind.CPU, "double precision, one thread", 0, 0);

    public String id() { return "tiny"; }
    public String description() { return "Double precision in plain loops, to be read and not to be fast"; }
    public Probe probe() { return Probe.available(HEAP); }
    public Backend open(Device device, BackendSettings settings) { return this; } // which has no state
    public Device device() { return HEAP; }
    public int threads() { return 1; }
    public boolean runsLoops() { return true; }
    public Memory allocate(long elements) { return new Cells(new double[Math.toIntExact(elements)]); }
    public void close() {}
    public Executable compile(Plan plan, Map<String, Memory> variables) {
        double[] arena = new double[Math.toIntExact(plan.arenaSize())];
        return new Run(plan, plan.buffers().stream().map(b -> switch (b.kind()) {
            case ARENA -> arena;
            case CONSTANT -> b.values();
            case INPUT, OUTPUT -> new double[Math.toIntExact(b.size())];
            case VARIABLE -> ((Cells) variables.get(b.name())).cells;
        }).toArray(double[][]::new));
    }

    private interface Body { void at(int i, int j, int k); }
    private record Cells(double[] cells) implements Memory {
        public long size() { return cells.length; }
        public void write(double[] of, int start, long at, int n) { System.arraycopy(of, start, cells, (int) at, n); }
        public void read(long at, double[] to, int start, int n) { System.arraycopy(cells, (int) at, to, start, n); }
        public void close() {}
    }

    private record Run(Plan plan, double[][] memory) implements Executable {
        public Memory input(String name) { return new Cells(memory[plan.buffer(Buffer.Kind.INPUT, name).id()]); }
        public Memory output(String name) { return new Cells(memory[plan.buffer(Buffer.Kind.OUTPUT, name).id()]); }
        public void close() {}
        public void run(long seed, long step, long firstRow) {
            for (int number : plan.sequence()) switch (plan.instructions().get(number)) {
                case Instruction.Region r -> region(r, new int[r.extents().size()], 0, true);
                case Instruction.MatMul p -> loop(p.batch(), p.m(), p.n(), (b, i, j) -> {
                    double sum = p.accumulate() ? get(p.c(), b, i, j) : 0;
                    for (int k = 0; k < p.k(); k++) sum += get(p.a(), b, i, k) * get(p.b(), b, k, j);
                    set(p.c(), sum, b, i, j);
                });
                case Instruction.Random r -> loop(r.directions(), r.rows(), 1, (m, row, one) ->
                        new PhiloxRows(seed, r.purpose()).draw(r.distribution(), (int) (firstRow + r.firstRow() + row), m, (int) step,
                                memory[r.to().buffer()], at(r.to(), m, row), r.elements()));
                case Instruction.Gather g -> loop(g.outer(), g.indices().size(), g.inner(), (o, i, j) ->
                        set(g.to(), get(g.from(), o, g.indices().get(i), j), o, i, j));
                case Instruction.ScatterAdd s -> {
                    loop(s.outer(), s.extent(), s.inner(), (o, i, j) -> set(s.to(), 0, o, i, j));
                    loop(s.outer(), s.indices().size(), s.inner(), (o, i, j) -> set(s.to(),
                            get(s.to(), o, s.indices().get(i), j) + get(s.from(), o, i, j), o, s.indices().get(i), j));
                }
                case Instruction.Cholesky c -> loop(c.batch(), c.n(), c.n(), (b, i, j) -> {
                    double sum = j > i ? 0 : get(c.a(), b, i, j);
                    for (int k = 0; k < j && j <= i; k++) sum -= get(c.l(), b, i, k) * get(c.l(), b, j, k);
                    set(c.l(), i == j ? Math.sqrt(sum) : j > i ? 0 : sum / get(c.l(), b, j, j), b, i, j);
                });
                case Instruction.TriangularSolve s -> loop(s.batch(), s.n(), s.columns(), (b, row, j) -> {
                    boolean up = s.transposed();
                    int first = up ? s.n() - 1 : 0, way = up ? -1 : 1, i = first + way * row;
                    double sum = get(s.b(), b, i, j);
                    for (int k = first; k != i; k += way)
                        sum -= get(s.l(), b, up ? k : i, up ? i : k) * get(s.x(), b, k, j);
                    set(s.x(), sum / get(s.l(), b, i, i), b, i, j);
                });
            }
        }

        private void region(Instruction.Region r, int[] index, int axis, boolean first) {
            for (int i = 0; axis < index.length && i < r.extents().get(axis); i++) {
                index[axis] = i;
                region(r, index, axis + 1, first && (i == 0 || axis < r.reducedFrom() || axis >= r.reducedTo()));
            }
            if (axis < index.length) return;
            int n = 0;
            double[] values = new double[r.loads().size() + r.steps().size()];
            for (View load : r.loads()) values[n++] = get(load, index);
            for (Instruction.Region.Step step : r.steps()) values[n++] = step.apply(values);
            for (Instruction.Region.Store s : r.stores())
                set(s.view(), s.reduction() == null || first ? values[s.value()]
                        : s.reduction().combine(get(s.view(), index), values[s.value()]), index);
        }

        private int at(View v, int... index) { return (int) (plan.buffer(v.buffer()).offset() + v.at(index)); }
        private double get(View v, int... index) { return memory[v.buffer()][at(v, index)]; }
        private void set(View v, double value, int... index) { memory[v.buffer()][at(v, index)] = value; }

        private static void loop(int outer, int rows, int columns, Body body) {
            for (int i = 0; i < outer * rows; i++)
                for (int k = 0; k < columns; k++) body.at(i / rows, i % rows, k);
        }
    }
}
