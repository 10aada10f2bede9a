package org.slicedscore.engine.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.data.Table;

/**
 * The rows that a detector was calibrated on, each judged by the fit that did not learn from it.
 *
 * @param rows indices into the table, part by part
 * @param parts for each of them the part that it was held out with
 * @param scores for each of them its score; larger is stranger
 */
public record HeldOutRows(int[] rows, int[] parts, double[] scores) {
    /**
     * Finds them again.
     *
     * @param detection the detector
     * @param table the rows that it was fitted to
     * @return the rows, with the scores that the detector was calibrated with
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the rows are others
     */
    public static HeldOutRows of(Detection detection, Table table) {
        DetectConfig config = detection.config();
        int[] all = IntStream.range(0, table.rows()).toArray();
        List<Message> notes = new ArrayList<>();
        int[] kept = config.contaminated() > 0 ? Trimming.keep(table, all, config, notes) : all;
        HeldOut held = HeldOut.of(table, kept, config.folds(), config.seed());
        int n = Arrays.stream(held.parts()).mapToInt(p -> p.length).sum();
        if (held.parts().length != detection.parts() || n != detection.calibrationRows()) {
            throw Problem.data(table.name())
                    .found("%d rows to calibrate on, in %d parts", n, held.parts().length)
                    .expected(
                            "%d in %d, as when the detector was fitted", detection.calibrationRows(), detection.parts())
                    .remedy("fit the detector again")
                    .exception();
        }
        int[] rows = new int[n];
        int[] parts = new int[n];
        double[] scores = new double[n];
        int at = 0;
        for (int k = 0; k < held.parts().length; k++) {
            int[] part = held.parts()[k];
            double[] own = Detection.scores(detection.fits().get(k), table, part);
            System.arraycopy(part, 0, rows, at, part.length);
            System.arraycopy(own, 0, scores, at, part.length);
            Arrays.fill(parts, at, at + part.length, k);
            at += part.length;
        }
        return new HeldOutRows(rows, parts, scores);
    }

    /** For each row the share of all held-out rows that are at least as strange, itself included. */
    public double[] pValues() {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return Arrays.stream(scores)
                .map(s -> {
                    int below = Arrays.binarySearch(sorted, s);
                    while (below > 0 && sorted[below - 1] == s) {
                        below--;
                    }
                    return (double) (sorted.length - below) / sorted.length;
                })
                .toArray();
    }

    /**
     * Explains the score of one of the rows, by the fit that did not learn from it.
     *
     * @param detection the detector
     * @param table the rows that it was fitted to
     * @param index of the row among these
     */
    public Reasons explain(Detection detection, Table table, int index) {
        int part = parts[index];
        double[] scores = {this.scores[index]};
        Detection alone = new Detection(
                detection.config(),
                List.of(detection.fits().get(part)),
                new Calibration(new double[][] {scores}),
                detection.schema(),
                List.of());
        return alone.explain(table.gather(new int[] {rows[index]}), 0);
    }
}
