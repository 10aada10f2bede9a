package org.slicedscore.core.backend.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.backend.simd.region.RegionRunner;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** Denormal and tiny numbers are planted at every stage of a network and its gradients, and all that is stored is read. */
class DenormalsTest {
    private static final double FACTOR = 0x1p-63;
    private static final int ROWS = 40;
    private static final int WIDTH = 19;

    /** Magnitudes from 2 to below the least denormal number, of both signs. */
    private static double[] tiny(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i % 2 == 0 ? 1.3 : -1.7) * Math.scalb(1.0, -(i * 7 % 152));
        }
        return x;
    }

    /** From −200 to 200: units from linear to beyond saturation. */
    private static double[] wide(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i * 37 % 4001) * 0.1 - 200;
        }
        return x;
    }

    private static Expr input(String name, int... dims) {
        return Expr.of(new Primitive.Input(name, Shape.of(dims)));
    }

    @Test
    void everyOrderOfEveryActivation() {
        Expr x = input("wide", ROWS, WIDTH);
        Expr a = input("tiny", ROWS, WIDTH);
        for (ActivationFunction f : ActivationFunction.values()) {
            Program.Builder b = Program.named(f.name());
            for (int order = 0; order < 5; order++) {
                Expr y = Expr.of(new Primitive.Activation(f, order), x);
                Expr adjoint = y.mul(a);
                b.output("y" + order, y)
                        .output("adjoint" + order, adjoint)
                        .output("square" + order, adjoint.square())
                        .output("tangent" + order, y.mul(a.reshape(WIDTH, ROWS).t()))
                        .output("sum" + order, adjoint.sum(0))
                        .output("product" + order, adjoint.t().matmul(y));
            }
            check(Compiler.compile(b.build()));
        }
    }

    @Test
    void everyElementWiseOperation() {
        Expr x = input("wide", ROWS, WIDTH);
        Expr a = input("tiny", ROWS, WIDTH);
        Program.Builder b = Program.named("operations");
        for (Primitive.Unary op : Primitive.Unary.values()) {
            b.output(op + " of wide", Expr.of(op, x)).output(op + " of tiny", Expr.of(op, a));
        }
        for (Primitive.Binary op : Primitive.Binary.values()) {
            b.output(op + " 1", Expr.of(op, x, a))
                    .output(op + " 2", Expr.of(op, a, x))
                    .output(op + " 3", Expr.of(op, a, a.reshape(WIDTH, ROWS).t()));
        }
        check(Compiler.compile(b.output("select", x.less(Expr.constant(0)).select(a, a.mul(a)))
                .output("added", a.mul(1e-3).add(a.mul(a)))
                .output("by rows", a.mul(1e-3).sum(0))
                .output("by columns", a.mul(1e-3).sum(1))
                .build()));
    }

    /** A network whose units are saturated, with every gradient an output, and weights that decay. */
    @Test
    void gradientsOfASaturatedNetwork() {
        for (ActivationFunction f :
                List.of(ActivationFunction.SOFTPLUS, ActivationFunction.SILU, ActivationFunction.ELU)) {
            Expr x = input("wide", ROWS, WIDTH);
            Expr w = Expr.of(new Primitive.Variable("w", Shape.of(WIDTH, WIDTH)));
            Expr u = Expr.of(new Primitive.Variable("u", Shape.of(WIDTH, 7)));
            Expr m = Expr.of(new Primitive.Variable("m", Shape.of(WIDTH, WIDTH)));
            Primitive act = new Primitive.Activation(f, 0);
            Expr y = Expr.of(act, Expr.of(act, x.matmul(w)).matmul(u)).sum();
            Expr s = Autodiff.grad(y, List.of(x)).getFirst();
            List<Expr> gradients = Autodiff.grad(s.square().sum(), List.of(w, u));
            Expr moment = m.mul(0.9).add(gradients.get(0).mul(0.1));
            check(Compiler.compile(Program.named("network of " + f)
                    .output("score", s)
                    .output("dw", gradients.get(0))
                    .output("du", gradients.get(1))
                    .assign(m, moment)
                    .assign(w, w.sub(moment.mul(1e-9)))
                    .assign(u, u.mul(0.5))
                    .build()));
        }
    }

    /** Without a gradient, state decays to 0 and does not get stuck at the least denormal number. */
    @Test
    void decayedStateReaches0() {
        Expr m = Expr.of(new Primitive.Variable("m", Shape.of(WIDTH)));
        Plan plan =
                Compiler.compile(Program.named("decay").assign(m, m.mul(0.9)).build());
        try (Backend backend = open(1);
                Memory memory = backend.allocate(WIDTH)) {
            double[] values = tiny(WIDTH);
            memory.write(values, 0, 0, WIDTH);
            try (Executable e = backend.compile(plan, Map.of("m", memory))) {
                for (int i = 0; i < 1000; i++) {
                    e.run(0, i, 0);
                }
            }
            memory.read(0, values, 0, WIDTH);
            assertArrayEquals(new double[WIDTH], values);
        }
    }

    @Test
    void whatTheHostWritesIsKeptUnlessDenormal() {
        double[] values = tiny(200);
        float[] floats = new float[200];
        try (Backend backend = open(1);
                Memory memory = backend.allocate(200)) {
            for (boolean single : new boolean[] {false, true}) {
                if (single) {
                    for (int i = 0; i < 200; i++) {
                        floats[i] = (float) values[i];
                    }
                    memory.write(floats, 0, 0, 200);
                } else {
                    memory.write(values, 0, 0, 200);
                }
                memory.read(0, floats, 0, 200);
                for (int i = 0; i < 200; i++) {
                    float x = (float) values[i];
                    assertEquals(Math.abs(x) < Float.MIN_NORMAL ? 0 : x, floats[i]);
                }
            }
        }
    }

    /** Runs a plan both ways and checks what is stored, and what its products read. */
    private static void check(Plan plan) {
        for (String regions : List.of("interpreted", "generated")) {
            System.setProperty(RegionRunner.MODE, regions);
            try (Backend backend = open(2)) {
                Map<String, Memory> variables = new HashMap<>();
                for (Buffer b : plan.buffers(Buffer.Kind.VARIABLE)) {
                    Memory memory = backend.allocate(b.size());
                    memory.write(tiny((int) b.size()), 0, 0, (int) b.size());
                    variables.put(b.name(), memory);
                }
                try (Executable e = backend.compile(plan, variables)) {
                    for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                        double[] x = b.name().equals("tiny") ? tiny((int) b.size()) : wide((int) b.size());
                        e.input(b.name()).write(x, 0, 0, x.length);
                    }
                    for (int i = 0; i < 3; i++) {
                        e.run(0, i, 0);
                    }
                    check(plan, stored(plan, e));
                }
                variables.values().forEach(Memory::close);
            } finally {
                System.clearProperty(RegionRunner.MODE);
            }
        }
    }

    /** The content of all buffers, arena included: the simd backend's memory is arrays. */
    private static Map<Integer, float[]> stored(Plan plan, Executable e) {
        Map<Integer, float[]> stored = new HashMap<>();
        for (Buffer b : plan.buffers()) {
            Memory memory = ((SimdExecutable) e).memory(b);
            float[] x = new float[(int) b.size()];
            memory.read(0, x, 0, x.length);
            stored.put(b.id(), x);
        }
        return stored;
    }

    private static void check(Plan plan, Map<Integer, float[]> stored) {
        List<Integer> factors = new ArrayList<>();
        for (Instruction i : plan.instructions()) {
            if (i instanceof Instruction.MatMul product) {
                for (View v : List.of(product.a(), product.b())) {
                    factors.add(v.buffer());
                }
            }
        }
        for (Buffer b : plan.buffers()) {
            // what a piece of the arena holds at the end may be another buffer's
            boolean made = b.kind() == Buffer.Kind.OUTPUT || b.kind() == Buffer.Kind.VARIABLE;
            double least = made && factors.contains(b.id()) ? FACTOR : Float.MIN_NORMAL;
            for (float x : stored.get(b.id())) {
                assertTrue(
                        x == 0 || !(Math.abs(x) < least),
                        () -> plan.name() + ": " + x + " in " + b.label() + "\n" + plan.describe());
            }
        }
    }

    private static Backend open(int threads) {
        SimdBackendProvider provider = new SimdBackendProvider();
        return provider.open(provider.probe().devices().getFirst(), new BackendSettings(threads));
    }
}
