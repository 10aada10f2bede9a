package org.slicedscore.engine.train;

/** Chooses how many steps lie between evaluations where the user leaves it open. */
final class EvaluationInterval {
    /** Fewer steps change too little for a validation loss to tell. */
    private static final long FEWEST = 10;

    /** In a long epoch the best weights should not be missed by more than this. */
    private static final long MOST = 500;

    /** Training gets this many times the work of evaluation. */
    private static final long SHARE = 3;

    private EvaluationInterval() {}

    /** An epoch, within limits, or longer where evaluation is dear. */
    static int choose(long stepsPerEpoch, long stepWork, long evaluationWork) {
        long usual = Math.clamp(stepsPerEpoch, FEWEST, MOST);
        long affordable = stepWork == 0 ? 0 : SHARE * evaluationWork / stepWork;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(usual, affordable));
    }
}
