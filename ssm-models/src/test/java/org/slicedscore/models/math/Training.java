package org.slicedscore.models.math;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** Steps of an optimiser on all rows of a {@link Lab} at once, as one plan on the reference backend. */
final class Training {
    private final Lab lab;
    private final Program.Builder program = Program.named("training");
    private final Map<String, Expr> state = new LinkedHashMap<>();
    private final Map<String, LongToDoubleFunction> perStep = new HashMap<>();

    Training(Lab lab, Optimizer optimizer, Map<String, String> options) {
        this.lab = lab;
        Options values = Options.parse("optimizer", optimizer.options(), options);
        lab.gradients().forEach((name, gradient) -> {
            Expr parameter = lab.model.parameters().get(name).variable();
            program.assign(parameter, optimizer.update(new Step(name, parameter, gradient, values)));
        });
    }

    /** Runs steps with fresh directions and noise; the learning rate falls to 0. The lab gets the parameters. */
    void run(int steps, double learningRate) {
        Map<String, Memory> memory = new HashMap<>();
        ReferenceBackendProvider provider = new ReferenceBackendProvider();
        try (Backend backend = provider.open(provider.probe().devices().get(0), BackendSettings.DEFAULT)) {
            lab.model.parameters().forEach((name, p) -> {
                memory.put(name, backend.allocate(p.shape().size()));
                memory.get(name).write(lab.get(name), 0, 0, lab.get(name).length);
            });
            state.forEach(
                    (name, s) -> memory.put(name, backend.allocate(s.shape().size())));
            try (Executable executable = backend.compile(Compiler.compile(program.build()), memory)) {
                double[] rows = lab.get("x");
                executable.input("x").write(rows, 0, 0, rows.length);
                for (int i = 1; i <= steps; i++) {
                    write(executable, "rate", learningRate * (1 - (i - 1.0) / steps));
                    for (var e : perStep.entrySet()) {
                        write(executable, e.getKey(), e.getValue().applyAsDouble(i));
                    }
                    executable.run(1, i, 0);
                }
            }
            lab.model.parameters().forEach((name, p) -> {
                double[] learned = new double[Math.toIntExact(p.shape().size())];
                memory.get(name).read(0, learned, 0, learned.length);
                lab.set(name, learned);
            });
        }
    }

    private static void write(Executable executable, String input, double value) {
        executable.input(input).write(new double[] {value}, 0, 0, 1);
    }

    private final class Step implements Optimizer.Step {
        private final String name;
        private final Expr parameter;
        private final Expr gradient;
        private final Options options;

        Step(String name, Expr parameter, Expr gradient, Options options) {
            this.name = name;
            this.parameter = parameter;
            this.gradient = gradient;
            this.options = options;
        }

        @Override
        public Expr parameter() {
            return parameter;
        }

        @Override
        public Expr gradient() {
            return gradient;
        }

        @Override
        public Expr learningRate() {
            return Expr.of(new Primitive.Input("rate", Shape.SCALAR));
        }

        @Override
        public Expr perStep(String key, LongToDoubleFunction function) {
            perStep.put(key, function);
            return Expr.of(new Primitive.Input(key, Shape.SCALAR));
        }

        @Override
        public Expr state(String key) {
            return state.computeIfAbsent(key + "/" + name, n -> Expr.of(new Primitive.Variable(n, parameter.shape())));
        }

        @Override
        public Expr keep(String key, Expr value) {
            program.assign(state(key), value);
            return value;
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
