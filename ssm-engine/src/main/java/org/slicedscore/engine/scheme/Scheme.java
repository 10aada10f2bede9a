package org.slicedscore.engine.scheme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.autodiff.Held;

/**
 * A training program of several networks: what each learner minimises, and whose turn it is. A round goes through the turns in
 * order. A turn is one program: its learners all move at once, from the same values and the same random numbers, once or several
 * times in a row, with fresh random numbers each time.
 *
 * <pre>{@code
 * Scheme.Builder b = Scheme.named("toy");
 * Network generator = b.network("generator");
 * Network net = b.network("score");
 * Expr z = generator.layers(b.normal("noise", 128, 2), ActivationFunction.TANH, 64, 2);
 * SampleScore q = new SampleScore(b, "score", x -> net.layers(x, ActivationFunction.TANH, 64, 2), estimator);
 * b.turn(5, b.learner("score", q.loss(z), rule, net));
 * b.turn(1, b.learner("model", energy(z).mean().sub(q.entropy(z)), rule, generator));
 * Scheme scheme = b.build();
 * }</pre>
 */
public final class Scheme {
    static final String ROWS = "rows";
    private static final String HOST = "host.";

    private final String name;
    private final Shape rows;
    private final List<Turn> turns;
    private final Map<String, Hosted> hosted;
    private final List<Network> networks;
    private final Held held;
    private final long runs;

    /**
     * Learners that move at once.
     *
     * @param times how often in each round
     * @param learners the learners
     * @param watched scalars that are averaged for reports, by name
     */
    record Turn(int times, List<Learner> learners, Map<String, Expr> watched) {}

    /**
     * A value from the host.
     *
     * @param argument what it is computed from
     * @param shape its shape
     * @param function computes it
     */
    record Hosted(Expr argument, Shape shape, HostFunction function) {}

    private Scheme(Builder b) {
        name = b.name;
        rows = b.rows;
        turns = List.copyOf(b.turns);
        hosted = new LinkedHashMap<>(b.hosted);
        networks = List.copyOf(b.networks.values());
        held = b.held;
        runs = turns.stream().mapToLong(Turn::times).sum();
    }

    /**
     * Starts a scheme.
     *
     * @param name its name in listings
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The shape of a batch of rows, [B, width]; null where none is read. */
    public Shape rows() {
        return rows;
    }

    List<Turn> turns() {
        return turns;
    }

    /** The networks, those that nobody trains included. */
    public List<Network> networks() {
        return networks;
    }

    Map<String, Hosted> hosted() {
        return hosted;
    }

    /** Puts held expressions back. */
    Expr released(Expr root) {
        return held.release(root);
    }

    /** Runs of programs in a round. */
    long runs() {
        return runs;
    }

    /** Collects networks, learners and turns. */
    public static final class Builder {
        private final String name;
        private final List<Turn> turns = new ArrayList<>();
        private final Map<String, Hosted> hosted = new LinkedHashMap<>();
        private final Map<String, Network> networks = new LinkedHashMap<>();
        private final Set<String> learners = new LinkedHashSet<>();
        private final Set<String> waiting = new LinkedHashSet<>();
        private final Set<Network> learning = new LinkedHashSet<>();
        private final Held held = new Held();
        private Shape rows;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * The rows of a round.
         *
         * @param batchSize B
         * @param width numbers a row
         * @return [B, width]
         * @throws IllegalStateException if they were asked for with another shape
         */
        public Expr rows(int batchSize, int width) {
            Shape shape = Shape.of(batchSize, width);
            if (rows != null && !rows.equals(shape)) {
                throw new IllegalStateException("rows of shape " + shape + " after " + rows);
            }
            rows = shape;
            return Expr.of(new Primitive.Input(ROWS, shape));
        }

        /**
         * Standard normal numbers, fresh in each run of a turn. Learners of one turn that ask for the same purpose get the same
         * numbers.
         *
         * @param purpose the purpose, which separates streams
         * @param dims the shape
         */
        public Expr normal(String purpose, int... dims) {
            return Expr.of(new Primitive.Random(Distribution.NORMAL, purpose, Shape.of(dims)));
        }

        /**
         * Uniform numbers from [0, 1), fresh like {@link #normal}.
         *
         * @param purpose the purpose, which separates streams
         * @param dims the shape
         */
        public Expr uniform(String purpose, int... dims) {
            return Expr.of(new Primitive.Random(Distribution.UNIFORM, purpose, Shape.of(dims)));
        }

        /**
         * A new network.
         *
         * @param networkName unique in the scheme
         * @throws IllegalArgumentException if there is one of that name
         */
        public Network network(String networkName) {
            return network(networkName, Options.NONE);
        }

        /**
         * A new network for the formula of a model that reads options.
         *
         * @param networkName unique in the scheme
         * @param options values of the options that the model declares
         * @throws IllegalArgumentException if there is one of that name
         */
        public Network network(String networkName, Options options) {
            Network network = new Network(networkName, options);
            if (networks.putIfAbsent(networkName, network) != null) {
                throw new IllegalArgumentException("two networks named '" + networkName + "'");
            }
            return network;
        }

        /**
         * Holds an expression constant: no gradient goes through it.
         *
         * @param value any expression
         * @return the same value, as a constant
         */
        public Expr hold(Expr value) {
            return held.hold(value);
        }

        /**
         * A value that the host computes in double precision from others of the same run; no gradient goes through it.
         *
         * @param hostName unique in the scheme
         * @param argument what it is computed from
         * @param shape the shape of the result
         * @param function computes it
         * @return the value, as a constant
         * @throws IllegalArgumentException if there is one of that name
         */
        public Expr onHost(String hostName, Expr argument, Shape shape, HostFunction function) {
            Expr input = Expr.of(new Primitive.Input(HOST + hostName, shape));
            if (hosted.putIfAbsent(HOST + hostName, new Hosted(argument, shape, function)) != null) {
                throw new IllegalArgumentException("two values from the host named '" + hostName + "'");
            }
            return input;
        }

        /**
         * The gradient that a learner follows, for programs of one's own.
         *
         * @param loss a scalar
         * @param parameters nodes that it is differentiated with respect to
         * @return ∂loss/∂parameter for each, with all that is held put back
         */
        public List<Expr> gradient(Expr loss, List<Expr> parameters) {
            return Autodiff.grad(loss, parameters).stream().map(held::release).toList();
        }

        /**
         * A learner.
         *
         * @param learnerName unique in the scheme
         * @param loss a scalar; all parameters of the networks must have been asked for
         * @param rule how parameters move
         * @param own networks that learn from this loss, and from no other
         * @throws IllegalArgumentException if the name is taken, the loss is no scalar, or a network learns from another loss
         */
        public Learner learner(String learnerName, Expr loss, LearningRule rule, Network... own) {
            Learner learner = new Learner(learnerName, loss, rule, List.of(own));
            if (!learners.add(learnerName)) {
                throw new IllegalArgumentException("two learners named '" + learnerName + "'");
            }
            for (Network network : own) {
                if (!learning.add(network)) {
                    throw new IllegalArgumentException("network '" + network.name() + "' learns from two losses");
                }
            }
            waiting.add(learnerName);
            return learner;
        }

        /**
         * Appends a turn to the round.
         *
         * @param times how often in a row, at least 1
         * @param movers learners that move at once, each in one turn only
         * @throws IllegalArgumentException if there is no learner, or one that has a turn
         */
        public Builder turn(int times, Learner... movers) {
            return turn(times, Map.of(), movers);
        }

        /**
         * Appends a turn to the round.
         *
         * @param times how often in a row, at least 1
         * @param watched scalars that are averaged over the runs of the turn for reports, by name
         * @param movers learners that move at once, each in one turn only
         * @throws IllegalArgumentException if there is no learner, or one that has a turn
         */
        public Builder turn(int times, Map<String, Expr> watched, Learner... movers) {
            if (times < 1 || movers.length == 0) {
                throw new IllegalArgumentException(times + " times a turn of " + movers.length + " learners");
            }
            for (Learner learner : movers) {
                if (!waiting.remove(learner.name())) {
                    throw new IllegalArgumentException("learner '" + learner.name() + "' has a turn already");
                }
            }
            turns.add(new Turn(times, List.of(movers), new LinkedHashMap<>(watched)));
            return this;
        }

        /**
         * The scheme so far.
         *
         * @throws IllegalStateException if there is no turn, or a learner without one
         */
        public Scheme build() {
            if (turns.isEmpty()) {
                throw new IllegalStateException("scheme '" + name + "' has no turn");
            }
            if (!waiting.isEmpty()) {
                throw new IllegalStateException("scheme '" + name + "' has no turn for " + waiting);
            }
            return new Scheme(this);
        }
    }
}
