package org.slicedscore.engine.flow;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.Philox;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.Sampling;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;

/**
 * Independent rows of a noise-conditioned model, by a sampler that goes down through the levels. A row depends on the seed, its
 * number and the backend.
 */
public final class LevelSampling implements AutoCloseable {
    private static final int BLOCK = 256;
    private static final String ROWS = "descent.rows";
    private static final String LEVELS = "descent.levels";

    private final int dim;
    private final double[] levels;
    private final EndGaussian.At start;
    private final LevelSampler sampler;
    private final long seed;
    private final PhiloxRows starts;
    private final Workspace workspace;
    private final Executable descend;
    private final Memory rows;
    private final double[] block;

    /**
     * Compiles the descent.
     *
     * @param target a noise-conditioned model, with its conditions if it has any
     * @param levels its levels
     * @param start what rows follow at the greatest level
     * @param sampler the sampler
     * @param options values of the options that the sampler declares
     * @param seed of the rows
     * @throws SsmException of kind BACKEND if the device cannot hold the program
     */
    public LevelSampling(
            Target target, NoiseLevels levels, EndGaussian start, LevelSampler sampler, Options options, long seed) {
        dim = target.dim();
        this.sampler = sampler;
        this.levels = checked(sampler, sampler.levels(levels.most(), levels.least(), options), levels);
        this.start = start.at(levels.most());
        this.seed = Philox.key(seed, "sample");
        starts = new PhiloxRows(seed, "sample.start");
        block = new double[BLOCK * dim];
        Primitive.Variable variable = new Primitive.Variable(ROWS, Shape.of(BLOCK, dim));
        Descent descent = new Descent(target.graph(), Expr.of(variable), options);
        Expr next = sampler.descend(descent);
        if (!next.shape().equals(variable.shape())) {
            throw new IllegalStateException("sampler '" + sampler.id() + "' gives rows of shape " + next.shape()
                    + ", expected " + variable.shape());
        }
        workspace = target.workspace().part().allocate(List.of(variable));
        descend = workspace.compile(Compiler.compile(
                Program.named("descent").assign(descent.rows, next).build()));
        rows = workspace.memory(ROWS);
    }

    private static double[] checked(LevelSampler sampler, double[] found, NoiseLevels wanted) {
        boolean right = found.length > 1 && found[0] == wanted.most() && found[found.length - 1] == wanted.least();
        for (int i = 1; i < found.length; i++) {
            right &= found[i] < found[i - 1];
        }
        if (!right) {
            throw new IllegalStateException("sampler '" + sampler.id() + "' gives levels that do not fall from "
                    + wanted.most() + " to " + wanted.least());
        }
        return found;
    }

    /**
     * Draws rows.
     *
     * @param count number of rows
     * @param toOriginal maps rows [n,D] from the model's coordinates to those of the output
     * @param sink receives the rows
     * @param watch receives progress
     * @throws SsmException of kind DIVERGED if a row leaves the finite numbers
     */
    public SampleReport run(int count, UnaryOperator<double[]> toOriginal, Sampling.Sink sink, Watch watch) {
        int handed = 0;
        double[] control = new double[2];
        Memory input = descend.input(LEVELS);
        while (handed < count) {
            int n = Math.min(BLOCK, count - handed);
            for (int i = 0; i < BLOCK; i++) {
                starts.gaussian(handed + i, 0, 0, block, i * dim, dim);
                double[] z = Arrays.copyOfRange(block, i * dim, (i + 1) * dim);
                start.draw(z);
                System.arraycopy(z, 0, block, i * dim, dim);
            }
            rows.write(block, 0, 0, block.length);
            for (int l = 1; l < levels.length; l++) {
                control[0] = levels[l - 1];
                control[1] = levels[l];
                input.write(control, 0, 0, 2);
                descend.run(seed, l, handed);
                double done = (handed + n * (double) l / (levels.length - 1)) / count;
                if (!watch.at(done, "sampling")) {
                    return report(handed, false);
                }
            }
            double[] drawn = new double[n * dim];
            rows.read(0, drawn, 0, drawn.length);
            sink.take(finite(toOriginal.apply(finite(drawn))), n);
            handed += n;
        }
        return report(handed, true);
    }

    /** Steps from the greatest level to the least. */
    public int steps() {
        return levels.length - 1;
    }

    private static SampleReport report(int rows, boolean complete) {
        return new SampleReport(rows, complete, true, 0, 0, Double.NaN, Double.NaN, Double.NaN, -1, 0);
    }

    private double[] finite(double[] numbers) {
        for (double v : numbers) {
            if (!Double.isFinite(v)) {
                throw Problem.of(
                                SsmException.Kind.DIVERGED,
                                Message.of("sampling diverged: a row has left the finite numbers on its way through "
                                        + "the noise levels"))
                        .remedy("give more %s", Subject.setting("sampler.steps"))
                        .exception();
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        workspace.close();
    }

    /** What the sampler's formula sees. */
    private final class Descent implements LevelSampler.Descent {
        private final ModelGraph graph;
        private final Expr rows;
        private final Options options;
        private final Expr control = Expr.of(new Primitive.Input(LEVELS, Shape.of(2)));

        Descent(ModelGraph graph, Expr rows, Options options) {
            this.graph = graph;
            this.rows = rows;
            this.options = options;
        }

        @Override
        public Expr rows() {
            return rows;
        }

        @Override
        public Expr level() {
            return control.slice(0, 0, 1).reshape(Shape.SCALAR);
        }

        @Override
        public Expr next() {
            return control.slice(0, 1, 2).reshape(Shape.SCALAR);
        }

        @Override
        public Expr score(Expr x, Expr sigma) {
            Expr all = sigma.broadcastTo(Shape.of(BLOCK));
            return new ScoreGraph(graph.at(all), x, Directions.given(x, 1), Noise.RANDOM, Options.NONE).score();
        }

        @Override
        public Expr normal(String purpose) {
            return Expr.of(
                    new Primitive.Random(Distribution.NORMAL, "descent.normal." + purpose, Shape.of(BLOCK, dim)));
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
