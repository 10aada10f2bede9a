package org.slicedscore.engine.scheme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Init;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.SmallPlugins;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.run.Checkpoints;

class SchemeTest {
    private static final double TOLERANCE = 1e-12;
    private static final LearningRule HALF = rule(new SmallPlugins.Descent(), 0.5);

    @TempDir
    private Path folder;

    private static LearningRule rule(Optimizer optimizer, double rate) {
        return new LearningRule(optimizer, Options.NONE, step -> rate, 0);
    }

    private Workspace open(String backend, int threads) {
        Catalog catalog = TestSource.smallCatalog(folder);
        return Workspace.open(catalog.backends().choose(backend), threads);
    }

    /** Runs rounds by hand on the reference backend. */
    private void rounds(Scheme scheme, int count, Consumer<SchemeSession> check) {
        try (Workspace device = open("reference", 1);
                SchemeSession session = new SchemeSession(scheme, device, 7)) {
            session.initialise();
            for (int r = 1; r <= count; r++) {
                session.run(r, null);
            }
            check.accept(session);
        }
    }

    private static double value(SchemeSession session, String name) {
        return session.state().read(name)[0];
    }

    private static Expr scalar(Network network, double first) {
        return network.parameter("x", Init.constant(first), 1).sum();
    }

    private static Expr halfSquare(Expr e) {
        return e.square().mul(0.5);
    }

    @Test
    void learnersOfATurnMoveFromTheSameValues() {
        Scheme.Builder b = Scheme.named("both");
        Network one = b.network("one");
        Network two = b.network("two");
        Expr x = scalar(one, 8);
        Expr y = scalar(two, 0);
        b.turn(
                1,
                Map.of("sum", x.add(y)),
                b.learner("follower", halfSquare(x.sub(y)), HALF, one),
                b.learner("leader", halfSquare(y.sub(4)), HALF, two));
        rounds(b.build(), 1, session -> {
            assertEquals(4, value(session, "one.x"), TOLERANCE);
            assertEquals(2, value(session, "two.x"), TOLERANCE);
            Map<String, Double> means = session.means(1);
            assertEquals(32, means.get("follower"), TOLERANCE);
            assertEquals(8, means.get("follower.gradient-norm"), TOLERANCE);
            assertEquals(8, means.get("leader"), TOLERANCE);
            assertEquals(8, means.get("sum"), TOLERANCE);
        });
    }

    @Test
    void turnsFollowOneAnotherAsOftenAsTheySay() {
        Scheme.Builder b = Scheme.named("turns");
        Network one = b.network("one");
        Network two = b.network("two");
        Expr x = scalar(one, 8);
        Expr y = scalar(two, 0);
        b.turn(2, b.learner("leader", halfSquare(y.sub(4)), HALF, two));
        b.turn(1, b.learner("follower", halfSquare(x.sub(y)), HALF, one));
        rounds(b.build(), 2, session -> {
            // y: 2, 3 | 3.5, 3.75; x: halfway from 8 to 3 | halfway to 3.75
            assertEquals(3.75, value(session, "two.x"), TOLERANCE);
            assertEquals((5.5 + 3.75) / 2, value(session, "one.x"), TOLERANCE);
            Map<String, Double> means = session.means(2);
            assertEquals((8 + 2 + 0.5 + 0.125) / 4, means.get("leader"), TOLERANCE);
            assertEquals((halfOf(8 - 3) + halfOf(5.5 - 3.75)) / 2, means.get("follower"), TOLERANCE);
        });
    }

    private static double halfOf(double difference) {
        return difference * difference / 2;
    }

    @Test
    void eachLearnerHasItsOwnRuleClipAndStep() {
        Scheme.Builder b = Scheme.named("rules");
        Network one = b.network("one");
        Network two = b.network("two");
        LearningRule clipped = new LearningRule(new SmallPlugins.Descent(), Options.NONE, step -> 1.0 / step, 3);
        b.turn(
                2,
                b.learner("clipped", halfSquare(scalar(one, 8)), clipped, one),
                b.learner("adam", halfSquare(scalar(two, 8)), rule(new SmallPlugins.Adam(), 0.25), two));
        rounds(b.build(), 1, session -> {
            assertEquals(8 - 3 - 1.5, value(session, "one.x"), TOLERANCE);
            // with corrected means the first steps of Adam have the length of the rate, or nearly
            assertEquals(7.5, value(session, "two.x"), 1e-3);
        });
    }

    @Test
    void noiseIsSharedWithinATurnAndFreshInEachRun() {
        Scheme.Builder b = Scheme.named("noise");
        Network one = b.network("one");
        Network two = b.network("two");
        Network three = b.network("three");
        Expr noise = b.normal("noise", 1).sum();
        // a rate of 1 on x²/2 moves to the target itself
        LearningRule there = rule(new SmallPlugins.Descent(), 1);
        b.turn(
                1,
                b.learner("a", halfSquare(scalar(one, 0).sub(noise)), there, one),
                b.learner("b", halfSquare(scalar(two, 5).sub(noise)), there, two));
        b.turn(1, b.learner("c", halfSquare(scalar(three, 0).sub(noise)), there, three));
        Scheme scheme = b.build();
        List<Double> seen = new ArrayList<>();
        for (int count = 1; count <= 2; count++) {
            rounds(scheme, count, session -> {
                assertEquals(value(session, "one.x"), value(session, "two.x"), TOLERANCE);
                seen.add(value(session, "one.x"));
                seen.add(value(session, "three.x"));
            });
        }
        assertEquals(4, seen.stream().distinct().count(), "fresh: " + seen);
    }

    @Test
    void theHostComputesFromTheSameNumbersAndItsValuesAreConstants() {
        Scheme.Builder b = Scheme.named("host");
        Network one = b.network("one");
        Expr x = scalar(one, 2);
        Expr noise = b.normal("noise", 3);
        Expr z = noise.mul(x);
        Expr doubled = b.onHost("double", z, Shape.of(3), (argument, result) -> {
            for (int i = 0; i < 3; i++) {
                result[i] = 2 * argument[i];
            }
        });
        // if the host saw other noise, or the value had a gradient, this would be something else
        Expr loss = doubled.sub(z.mul(2))
                .square()
                .sum()
                .add(doubled.mul(z).div(noise.square()).sum());
        b.turn(1, b.learner("a", loss, rule(new SmallPlugins.Descent(), 1), one));
        rounds(b.build(), 1, session -> {
            assertEquals(3 * 2 * 4, session.means(1).get("a"), 1e-9);
            assertEquals(2 - 3 * 2 * 2, value(session, "one.x"), 1e-9);
        });
    }

    /** Two networks that read rows: the second learns the mean of what the first makes of them. */
    private static Scheme networks() {
        Scheme.Builder b = Scheme.named("networks");
        Network one = b.network("one");
        Network two = b.network("two");
        Expr x = b.rows(8, 3);
        Expr z = one.layers(Expr.concat(1, x, b.normal("noise", 8, 2)), ActivationFunction.TANH, 5, 2);
        Expr guess = two.layers(x, ActivationFunction.TANH, 4, 2);
        LearningRule adam = rule(new SmallPlugins.Adam(), 0.05);
        b.turn(2, b.learner("guess", guess.sub(b.hold(z)).square().mean(), adam, two));
        b.turn(
                1,
                b.learner(
                        "spread",
                        b.hold(guess)
                                .sub(z)
                                .square()
                                .mean()
                                .negate()
                                .add(z.square().mean()),
                        adam,
                        one));
        return b.build();
    }

    private static RowFeed feed() {
        float[] values = new float[40 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        int[] ids = new int[40];
        Arrays.setAll(ids, i -> i);
        return RowFeed.of(new Dataset(values, 3, ids), 8, 3);
    }

    private double[] trained(String backend, int threads, long until, long every, Checkpoints checkpoints) {
        try (Workspace device = open(backend, threads)) {
            long[] left = {until};
            SchemeTrainer trainer = new SchemeTrainer(
                    networks(), feed(), 23, 5, every, report -> {}, checkpoints, () -> left[0]-- <= 0);
            SchemeSession session = trainer.run(device).session();
            return session.state().names().stream()
                    .filter(name -> name.startsWith("one.") || name.startsWith("two."))
                    .flatMapToDouble(name -> Arrays.stream(session.state().read(name)))
                    .toArray();
        }
    }

    @Test
    void resultsDependOnSeedAndBackendOnly() {
        double[] whole = trained("simd", 1, 100, 23, null);
        assertArrayEquals(whole, trained("simd", 2, 100, 4, null), "threads and reports");
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
        double[] part = trained("simd", 1, 10, 4, checkpoints);
        assertNotEquals(whole[0], part[0]);
        assertArrayEquals(whole, trained("simd", 1, 100, 4, checkpoints), "interrupted and resumed");
        assertArrayEquals(whole, trained("simd", 1, 100, 4, checkpoints), "resumed at its end");
        assertArrayEquals(trained("reference", 1, 100, 23, null), whole, 1e-4, "the reference backend");
    }

    @Test
    void aReportAfterAnInterruptionCoversTheRoundsBefore() {
        List<Double> whole = new ArrayList<>();
        List<Double> cut = new ArrayList<>();
        try (Workspace device = open("simd", 1)) {
            new SchemeTrainer(
                            networks(),
                            feed(),
                            12,
                            5,
                            6,
                            report -> whole.add(report.means().get("guess")),
                            null,
                            () -> false)
                    .run(device);
            Checkpoints checkpoints = new Checkpoints(folder.resolve("cut"));
            for (int part = 0; part < 2; part++) {
                long[] left = {part == 0 ? 4 : 100};
                new SchemeTrainer(
                                networks(),
                                feed(),
                                12,
                                5,
                                6,
                                report -> cut.add(report.means().get("guess")),
                                checkpoints,
                                () -> left[0]-- <= 0)
                        .run(device);
            }
        }
        assertEquals(2, whole.size());
        assertEquals(whole, cut);
    }

    @Test
    void aRoundAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Workspace device = open("simd", 1);
                SchemeSession session = new SchemeSession(networks(), device, 1)) {
            session.initialise();
            RowFeed feed = feed();
            float[] rows = new float[8 * 3];
            long least = Long.MAX_VALUE;
            long round = 0;
            for (int i = 0; i < 400 && least > 0; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int k = 0; k < 100; k++) {
                    feed.fill(round, rows);
                    session.run(++round, rows);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }

    @Test
    void aLossThatLeavesTheFiniteNumbersIsAnError() {
        Scheme.Builder b = Scheme.named("runaway");
        Network one = b.network("one");
        b.turn(1, b.learner("a", scalar(one, -1).exp().exp().negate(), rule(new SmallPlugins.Descent(), 1e3), one));
        try (Workspace device = open("simd", 1)) {
            SchemeTrainer trainer = new SchemeTrainer(b.build(), RowFeed.NONE, 20, 1);
            SsmException e = assertThrows(SsmException.class, () -> trainer.run(device));
            assertEquals(SsmException.Kind.DIVERGED, e.kind());
            assertTrue(e.getMessage().contains("round 20"), e.getMessage());
        }
    }

    @Test
    void aCheckpointOfAnotherSchemeIsRefused() {
        Checkpoints checkpoints = new Checkpoints(folder.resolve("other"));
        trained("simd", 1, 3, 4, checkpoints);
        Scheme.Builder b = Scheme.named("another");
        Network one = b.network("one");
        b.turn(1, b.learner("a", halfSquare(scalar(one, 1)), HALF, one));
        try (Workspace device = open("simd", 1)) {
            SchemeTrainer trainer =
                    new SchemeTrainer(b.build(), RowFeed.NONE, 5, 1, 5, report -> {}, checkpoints, () -> false);
            SsmException e = assertThrows(SsmException.class, () -> trainer.run(device));
            assertEquals(SsmException.Kind.DATA, e.kind());
            assertTrue(e.getMessage().contains("'one.x'"), e.getMessage());
        }
    }

    @Test
    void aNetworkThatNobodyTrainsKeepsItsFirstValues() {
        Scheme.Builder b = Scheme.named("fixed");
        Network one = b.network("one");
        Network two = b.network("two");
        b.turn(1, b.learner("a", halfSquare(scalar(one, 8).sub(scalar(two, 3))), HALF, one));
        rounds(b.build(), 1, session -> {
            assertEquals(5.5, value(session, "one.x"), TOLERANCE);
            assertEquals(3, value(session, "two.x"), TOLERANCE);
        });
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Scheme.Builder b = Scheme.named("wrong");
        Network one = b.network("one");
        Expr x = scalar(one, 1);
        assertThrows(IllegalArgumentException.class, () -> b.network("one"));
        assertThrows(IllegalArgumentException.class, () -> one.parameter("x", Init.constant(0), 2));
        assertThrows(IllegalArgumentException.class, () -> b.learner("a", x.reshape(1), HALF, one));
        assertThrows(IllegalArgumentException.class, () -> b.learner("b", x, HALF));
        Learner learner = b.learner("c", x, HALF, one);
        assertThrows(IllegalArgumentException.class, () -> b.learner("d", x, HALF, one));
        assertThrows(IllegalArgumentException.class, () -> b.turn(0));
        assertThrows(IllegalStateException.class, b::build, "no turn");
        b.turn(1, learner);
        assertThrows(IllegalArgumentException.class, () -> b.turn(1, learner));
        b.learner("idle", halfSquare(x), HALF, b.network("two"));
        assertThrows(IllegalStateException.class, b::build, "a learner without a turn");
        b.rows(4, 2);
        assertThrows(IllegalStateException.class, () -> b.rows(4, 3));
    }
}
