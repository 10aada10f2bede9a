package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/** Detectors with one mistake each fail their contract, which says what is wrong. */
class DetectorsFailTest {
    /** Squared distance to the mean, of which subclasses get something wrong. */
    private static class Centre implements Detector {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A detector with a mistake";
        }

        @Override
        public Map<String, Array> fit(Rows rows, Options options) {
            double[] mean = new double[rows.dim()];
            float[] row = new float[rows.dim()];
            for (int i = 0; i < rows.rows(); i++) {
                rows.copy(i, row, 0);
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += row[j] / rows.rows();
                }
            }
            return Map.of("mean", new Array(Shape.of(mean.length), mean));
        }

        @Override
        public Scorer scorer(Map<String, Array> state, Options options) {
            double[] mean = state.get("mean").values();
            return new Scorer() {
                @Override
                public double score(float[] rows, int from) {
                    return Centre.this.score(mean, rows, from);
                }

                @Override
                public void scores(float[] rows, int count, double[] out, int to) {
                    Centre.this.scores(mean, rows, count, out, to);
                }

                @Override
                public Optional<Reasons> reasons() {
                    return Optional.of(new Reasons() {
                        @Override
                        public void contributions(float[] rows, int from, double[] out) {
                            Centre.this.contributions(mean, rows, from, out);
                        }

                        @Override
                        public void expected(float[] rows, int from, boolean[] suspect, double[] out) {
                            for (int j = 0; j < mean.length; j++) {
                                out[j] = suspect[j] ? Centre.this.expected(mean[j], rows[from + j]) : rows[from + j];
                            }
                        }
                    });
                }
            };
        }

        double score(double[] mean, float[] rows, int from) {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                sum += (rows[from + j] - mean[j]) * (rows[from + j] - mean[j]);
            }
            return sum;
        }

        void scores(double[] mean, float[] rows, int count, double[] out, int to) {
            for (int i = 0; i < count; i++) {
                out[to + i] = score(mean, rows, i * mean.length);
            }
        }

        void contributions(double[] mean, float[] rows, int from, double[] out) {
            for (int j = 0; j < mean.length; j++) {
                out[j] = (rows[from + j] - mean[j]) * (rows[from + j] - mean[j]);
            }
        }

        double expected(double mean, float seen) {
            return mean;
        }
    }

    private static DetectorContract contract(Detector detector) {
        return new DetectorContract() {
            @Override
            protected Detector detector() {
                return detector;
            }
        };
    }

    @Test
    void aDetectorWithTheWrongSign() {
        DetectorContract c = contract(new Centre() {
            @Override
            double score(double[] mean, float[] rows, int from) {
                return -super.score(mean, rows, from);
            }
        });
        assertFails(c::strangeRowsAreStranger, "is the sign right?");
    }

    @Test
    void aDetectorThatOverflows() {
        DetectorContract c = contract(new Centre() {
            @Override
            double score(double[] mean, float[] rows, int from) {
                float square = rows[from] * rows[from];
                return square - square + super.score(mean, rows, from);
            }
        });
        assertFails(c::scoresAreNumbers, "is NaN");
    }

    @Test
    void aDetectorThatComparesTheRowsOfABlock() {
        DetectorContract c = contract(new Centre() {
            @Override
            void scores(double[] mean, float[] rows, int count, double[] out, int to) {
                super.scores(mean, rows, count, out, to);
                out[to] -= count;
            }
        });
        assertFails(c::scoresDependOnTheirRowAlone, "at a time");
    }

    @Test
    void aDetectorWithRandomNumbersOfItsOwn() {
        DetectorContract c = contract(new Centre() {
            @Override
            public Map<String, Array> fit(Rows rows, Options options) {
                Map<String, Array> state = super.fit(rows, options);
                state.get("mean").values()[0] += Math.random();
                return state;
            }
        });
        assertFails(c::stateIsAllThereIs, "rows.random() alone");
    }

    @Test
    void aDetectorWhoseRowsAreNotLeftOut() {
        DetectorContract c = contract(new Centre() {
            @Override
            public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
                return Optional.of(new double[which.length]);
            }
        });
        assertFails(c::leftOutScoresAreThoseWithoutTheRow, "from leftOut()");
    }

    @Test
    void aDetectorWhosePartsDoNotAddUp() {
        DetectorContract c = contract(new Centre() {
            @Override
            void contributions(double[] mean, float[] rows, int from, double[] out) {
                super.contributions(mean, rows, from, out);
                out[0] *= 2;
            }
        });
        assertFails(c::reasonsAddUp, "the sum of its parts");
    }

    @Test
    void aDetectorThatExpectsWhatItSees() {
        DetectorContract c = contract(new Centre() {
            @Override
            double expected(double mean, float seen) {
                return seen;
            }
        });
        assertFails(c::reasonsAddUp, "no less than the strange row's");
    }
}
