package org.slicedscore.engine.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Expr;

/** A calibrated detector as expressions from raw rows to p-values. */
public final class DetectionFormula {
    private DetectionFormula() {}

    /**
     * The results at rows.
     *
     * @param detection the detector
     * @param rows [B, as {@link org.slicedscore.data.prep.Preprocessing#graphInputs} says]
     * @return {@code p_value} [B], {@code score} [B], and {@code contributions} [B,I], which add up to the score
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if a detector has no formula; the message names it
     */
    public static Map<String, Expr> of(Detection detection, Expr rows) {
        Expr count = null;
        Expr score = null;
        Expr contributions = null;
        double share = 1.0 / detection.fits().size();
        for (int k = 0; k < detection.fits().size(); k++) {
            FittedFormula fit = new FittedFormula(detection.fits().get(k), rows);
            Expr own = fit.score();
            Expr atLeast = RowFormulas.atLeast(own, detection.calibration().part(k));
            count = count == null ? atLeast : count.add(atLeast);
            score = plus(score, own.mul(share));
            contributions = plus(contributions, fit.contributions().mul(share));
        }
        Map<String, Expr> results = new LinkedHashMap<>();
        results.put("p_value", count.add(1).mul(detection.leastPValue()));
        results.put("score", score);
        results.put("contributions", contributions);
        return results;
    }

    private static Expr plus(Expr sum, Expr more) {
        return sum == null ? more : sum.add(more);
    }
}
