package org.slicedscore.report.run;

import java.util.Locale;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.ModelDraws;
import org.slicedscore.engine.sample.ChainDiagnostics;
import org.slicedscore.engine.sample.Samplers;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingData;

/**
 * Rows drawn from a model, or why there are none.
 *
 * @param draws the rows in the model's coordinates; null if there are none
 * @param columns the same as columns of the table, [I][n]; null if there are none
 * @param coordinates the same before scaling, [D][n]; null if there are none
 * @param how how they were drawn, or why not, in a sentence
 * @param trusted whether they follow the model: false for chains that have not converged
 */
public record Drawn(ModelDraws draws, double[][] columns, double[][] coordinates, String how, boolean trusted) {
    private static final int ROWS = 768;
    private static final int IMAGES = 256;
    private static final int ROWS_OF_CHAINS = 256;
    private static final int FEWEST = 64;

    /** Multiply-adds that take a second or two on two cores. */
    private static final double AFFORDABLE = 6e10;

    /** Evaluations of the model for a row: levels times two for a descent, transitions times leaps for a chain. */
    private static final double OF_DESCENT = 130;

    private static final double OF_CHAIN = 2500;

    /** Forward passes that the score takes. */
    private static final double SCORE = 3;

    /** Whether there are rows. */
    public boolean present() {
        return draws != null;
    }

    /** Draws rows from a model, as many as take seconds. */
    static Drawn from(ModelFacts facts, DeviceModel device) {
        if (device.components().conditions() > 0) {
            return none(Message.of(
                            "The model has a density for each value of its conditions, so that no rows are drawn here; "
                                    + "%s draws them under given conditions.",
                            Action.SAMPLE)
                    .text(facts.request().wording()));
        }
        boolean exact = device.components().graph().generative();
        boolean independent = ModelDraws.independent(device);
        double perRow = device.multiplyAdds() * (exact ? 1 : SCORE * (independent ? OF_DESCENT : OF_CHAIN));
        double possible = facts.request().thorough() ? ROWS : AFFORDABLE / perRow;
        int most = facts.image().isPresent() ? IMAGES : ROWS;
        int count = (int) Math.min(possible, independent ? most : Math.min(most, ROWS_OF_CHAINS));
        if (count < FEWEST) {
            return none(
                    Message.of("Drawing rows would take minutes for a model of this size; %s does it.", Action.SAMPLE)
                            .text(facts.request().wording()));
        }
        facts.request().progress().accept("drawing rows");
        try {
            ModelDraws draws = ModelDraws.of(
                    device,
                    exact ? null : facts.data().map(TrainingData::train).orElse(null),
                    count,
                    device.model().config().get(Settings.SEED),
                    Watch.NONE);
            var preprocessing = device.model().preprocessing();
            double[] coordinates = preprocessing.toCoordinates(draws.rows());
            double[] cells = preprocessing.toColumns(coordinates);
            return new Drawn(
                    draws,
                    transposed(cells, preprocessing.inputs()),
                    transposed(coordinates, preprocessing.dim()),
                    how(draws, independent),
                    independent || draws.report().rHat() <= ChainDiagnostics.CONVERGED);
        } catch (SsmException e) {
            if (e.kind() != SsmException.Kind.DIVERGED && e.kind() != SsmException.Kind.USAGE) {
                throw e;
            }
            return none("No rows could be drawn: "
                    + e.problem().text(facts.request().wording()) + ".");
        }
    }

    private static Drawn none(String why) {
        return new Drawn(null, null, null, why, false);
    }

    private static String how(ModelDraws draws, boolean independent) {
        int rows = draws.report().rows();
        if (independent) {
            return draws.sampler().equals(Samplers.EXACT)
                    ? String.format(Locale.ROOT, "%,d independent rows, drawn from the model directly.", rows)
                    : String.format(Locale.ROOT, "%,d independent rows, drawn by sampler '%s'.", rows, draws.sampler());
        }
        double rHat = draws.report().rHat();
        return String.format(
                Locale.ROOT,
                "%,d rows from %,d Markov chains by '%s', after %,d transitions; R-hat is at most %.3f, %s.",
                rows,
                (rows + 3) / 4,
                draws.sampler(),
                draws.report().transitions(),
                rHat,
                rHat <= ChainDiagnostics.CONVERGED
                        ? "so the chains agree"
                        : "so the chains have not converged and the rows are not to be trusted");
    }

    private static double[][] transposed(double[] rows, int width) {
        double[][] columns = new double[width][rows.length / width];
        for (int i = 0; i < rows.length; i++) {
            columns[i % width][i / width] = rows[i];
        }
        return columns;
    }
}
