package org.slicedscore.engine.scheme;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.run.Checkpoints;
import org.slicedscore.engine.train.Snapshot;

/**
 * Carries out a scheme for a number of rounds. What comes out depends on the scheme, the rows, the seed and the backend alone: not
 * on threads, on reports and checkpoints, or on being interrupted and resumed.
 *
 * @param scheme what is trained
 * @param rows the rows of each round
 * @param rounds number of rounds in all
 * @param seed what first values and random numbers depend on
 * @param every rounds from one report, with its checkpoint, to the next
 * @param listener hears of reports
 * @param checkpoints where the state is kept; resumes from the latest there; null for nowhere
 * @param stop asked before each round whether to end there, with a checkpoint
 */
public record SchemeTrainer(
        Scheme scheme,
        RowFeed rows,
        long rounds,
        long seed,
        long every,
        Listener listener,
        Checkpoints checkpoints,
        BooleanSupplier stop) {
    /** Hears how it goes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A report, before its checkpoint.
         *
         * @param report what came out
         */
        void report(Report report);
    }

    /**
     * The state of affairs.
     *
     * @param round rounds done
     * @param means since the last report, as {@link SchemeSession#means}
     * @param seconds spent training so far, reports included
     * @param state the variables on the device, for evaluations; to be left as they are
     */
    public record Report(long round, Map<String, Double> means, double seconds, Workspace state) {}

    /**
     * Training without reports, checkpoints or interruptions.
     *
     * @param scheme what is trained
     * @param rows the rows of each round
     * @param rounds number of rounds in all
     * @param seed what first values and random numbers depend on
     */
    public SchemeTrainer(Scheme scheme, RowFeed rows, long rounds, long seed) {
        this(scheme, rows, rounds, seed, rounds, report -> {}, null, () -> false);
    }

    /**
     * Trains.
     *
     * @param device where; the session is a part of it and closes with it
     * @return the session in its last state, and how many rounds are done: fewer than asked for if it was stopped
     * @throws SsmException of kind DIVERGED if a loss leaves the finite numbers, BACKEND if the device cannot hold the scheme, DATA
     *     if a checkpoint cannot be read, does not fit, or cannot be written
     */
    public Result run(Workspace device) {
        SchemeSession session = new SchemeSession(scheme, device, seed);
        Snapshot from =
                checkpoints == null || checkpoints.latest() == null ? null : Checkpoints.read(checkpoints.latest());
        if (from == null) {
            session.initialise();
        } else {
            from.restore(session.state());
        }
        return new Loop(session, from).run();
    }

    /**
     * How training ended.
     *
     * @param session the state on the device
     * @param rounds rounds done
     * @param seconds spent training
     */
    public record Result(SchemeSession session, long rounds, double seconds) {}

    private final class Loop {
        private final SchemeSession session;
        private final float[] batch;
        private final double secondsBefore;
        private final long began = System.nanoTime();
        private long done;
        private long reported;
        private long kept;

        Loop(SchemeSession session, Snapshot from) {
            this.session = session;
            batch = scheme.rows() == null
                    ? null
                    : new float[Math.toIntExact(scheme.rows().size())];
            secondsBefore = from == null ? 0 : from.seconds();
            done = from == null ? 0 : from.step();
            reported = from == null ? 0 : from.loggedStep();
            kept = from == null ? -1 : done;
        }

        Result run() {
            while (done < rounds && !stop.getAsBoolean()) {
                rows.fill(done, batch);
                session.run(++done, batch);
                if (done % every == 0 || done == rounds) {
                    report();
                    keep();
                }
            }
            keep();
            return new Result(session, done, seconds());
        }

        private double seconds() {
            return secondsBefore + (System.nanoTime() - began) * 1e-9;
        }

        private void report() {
            Map<String, Double> means = session.means(done - reported);
            reported = done;
            means.forEach((name, mean) -> {
                if (!Double.isFinite(mean)) {
                    throw diverged(name, mean);
                }
            });
            listener.report(new Report(done, means, seconds(), session.state()));
        }

        private void keep() {
            if (checkpoints != null && kept != done) {
                Snapshot snapshot = Snapshot.of(done, reported, seconds(), session.state());
                if (!snapshot.finite()) {
                    throw diverged("a parameter", Double.NaN);
                }
                checkpoints.write(snapshot, 1);
                kept = done;
            }
        }

        private SsmException diverged(String what, double value) {
            String last = checkpoints == null || checkpoints.latest() == null
                    ? "there is no checkpoint before it"
                    : "the last good checkpoint is " + checkpoints.latest();
            return Problem.of(
                            SsmException.Kind.DIVERGED,
                            Message.of("training diverged by round %d: '%s' is %s; %s", done, what, value, last))
                    .remedy("lower %s, or lower %s", Subject.setting("lr"), Subject.setting("clip"))
                    .exception();
        }
    }
}
