package org.slicedscore.engine.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.update.StepScalars;

/**
 * A scheme on a device: its state, and its programs ready to run. A round allocates nothing on the host, apart from what functions
 * on the host allocate.
 */
public final class SchemeSession implements AutoCloseable {
    private final Scheme scheme;
    private final long seed;
    private final Workspace state;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> sums = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();
    private final double[] one = new double[1];

    /**
     * Prepares the programs. All state is zero until {@link #initialise} or until {@link #state()} is written.
     *
     * @param scheme what is trained
     * @param device where
     * @param seed what random numbers depend on
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if the device cannot hold it
     */
    public SchemeSession(Scheme scheme, Workspace device, long seed) {
        this.scheme = scheme;
        this.seed = seed;
        List<TurnProgram> programs =
                scheme.turns().stream().map(t -> new TurnProgram(scheme, t)).toList();
        List<Primitive.Variable> variables = new ArrayList<>();
        parameters()
                .forEach(p -> variables.add((Primitive.Variable) p.variable().primitive()));
        programs.forEach(p -> variables.addAll(p.variables()));
        state = device.part().allocate(variables);
        for (int i = 0; i < programs.size(); i++) {
            TurnProgram program = programs.get(i);
            Scheme.Turn turn = scheme.turns().get(i);
            turns.add(new Turn(program, turn.times()));
            sums.putAll(program.sums());
            program.sums().keySet().forEach(name -> times.put(name, turn.times()));
        }
    }

    /** Gives all parameters their first values, which depend on the seed and their names. */
    public void initialise() {
        InitialValues values = new InitialValues(seed, null);
        parameters().forEach(p -> state.write(p.name(), values.of(p.name(), p.shape(), p.init())));
    }

    private Stream<ModelGraph.Parameter> parameters() {
        return scheme.networks().stream().flatMap(n -> n.parameters().values().stream());
    }

    /**
     * Goes through the turns once. May return before the device is done.
     *
     * @param round counts from 1
     * @param rows of the round; null where the scheme reads none
     */
    public void run(long round, float[] rows) {
        long step = (round - 1) * scheme.runs();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            turn.rows(rows);
            for (int k = 1; k <= turn.times; k++) {
                turn.run(++step, (round - 1) * turn.times + k);
            }
        }
    }

    /**
     * Means since the last call, or since the sums in the state began: of every loss, under the learner's name, of what is watched,
     * and the root mean square of the gradients' norms, as {@code NAME.gradient-norm}. Starts the sums anew.
     *
     * @param since rounds that the sums run over
     * @return by name; waits for the device
     */
    public Map<String, Double> means(long since) {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, variable) -> {
            state.read(variable, one);
            double mean = one[0] / since / times.get(name);
            if (name.endsWith(TurnProgram.SQUARE)) {
                String learner = name.substring(0, name.length() - TurnProgram.SQUARE.length());
                means.put(learner + ".gradient-norm", Math.sqrt(mean));
            } else {
                means.put(name, mean);
            }
            one[0] = 0;
            state.write(variable, one);
        });
        return means;
    }

    /** Everything that lives on the device from round to round: parameters by their full name, optimiser state, sums. */
    public Workspace state() {
        return state;
    }

    @Override
    public void close() {
        state.close();
    }

    /** The executables of a turn and their memories. */
    private final class Turn {
        private final TurnProgram program;
        private final int times;
        private final Executable main;
        private final Executable before;
        private final Memory scalars;
        private final List<Memory> rows = new ArrayList<>();
        private final List<HostCall> calls = new ArrayList<>();

        Turn(TurnProgram program, int times) {
            this.program = program;
            this.times = times;
            main = state.compile(program.plan());
            scalars = main.input(StepScalars.INPUT);
            if (TurnProgram.reads(program.plan(), Scheme.ROWS)) {
                rows.add(main.input(Scheme.ROWS));
            }
            before = program.before() == null ? null : state.compile(program.before());
            if (before != null) {
                if (TurnProgram.reads(program.before(), Scheme.ROWS)) {
                    rows.add(before.input(Scheme.ROWS));
                }
                scheme.hosted().forEach((name, hosted) -> {
                    if (TurnProgram.reads(program.plan(), name)) {
                        calls.add(new HostCall(hosted, before.output(name), main.input(name)));
                    }
                });
            }
        }

        void rows(float[] batch) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).write(batch, 0, 0, batch.length);
            }
        }

        void run(long step, long own) {
            if (before != null) {
                before.run(seed, step, 0);
                for (int i = 0; i < calls.size(); i++) {
                    calls.get(i).run();
                }
            }
            double[] numbers = program.scalars().at(own);
            scalars.write(numbers, 0, 0, numbers.length);
            main.run(seed, step, 0);
        }
    }

    /** A function on the host between two programs. */
    private static final class HostCall {
        private final HostFunction function;
        private final Memory from;
        private final Memory to;
        private final double[] argument;
        private final double[] result;

        HostCall(Scheme.Hosted hosted, Memory from, Memory to) {
            this.function = hosted.function();
            this.from = from;
            this.to = to;
            argument = new double[Math.toIntExact(hosted.argument().shape().size())];
            result = new double[Math.toIntExact(hosted.shape().size())];
        }

        void run() {
            from.read(0, argument, 0, argument.length);
            function.apply(argument, result);
            to.write(result, 0, 0, result.length);
        }
    }
}
