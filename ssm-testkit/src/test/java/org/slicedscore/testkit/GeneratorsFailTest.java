package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Generator;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;

/** Generators with one mistake each fail their contract, which says what is wrong. */
class GeneratorsFailTest {
    private static final int DIM = 2;

    /** N(0, I) in two columns, of which subclasses get something wrong. */
    private abstract static class Normal implements Generator {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "A generator with a mistake";
        }

        @Override
        public Source open(Options options) {
            return new Source() {
                @Override
                public int dim() {
                    return DIM;
                }

                @Override
                public void draw(RandomNumbers random, double[] out, int from) {
                    Normal.this.draw(random, out, from);
                }

                @Override
                public boolean knowsScore() {
                    return true;
                }

                @Override
                public void score(double[] x, double[] out) {
                    Normal.this.score(x, out);
                }
            };
        }

        void draw(RandomNumbers random, double[] out, int from) {
            out[from] = random.normal();
            out[from + 1] = random.normal();
        }

        void score(double[] x, double[] out) {
            out[0] = -x[0];
            out[1] = -x[1];
        }
    }

    private static GeneratorContract contract(Generator generator) {
        return new GeneratorContract() {
            @Override
            protected Generator generator() {
                return generator;
            }

            @Override
            protected OptionalDouble logDensity(double[] x) {
                return OptionalDouble.of(-0.5 * (x[0] * x[0] + x[1] * x[1]));
            }
        };
    }

    /** Rows whose second column is wrong. */
    private static GeneratorContract second(ToDoubleBiFunction<RandomNumbers, Double> column) {
        return contract(new Normal() {
            @Override
            void draw(RandomNumbers random, double[] out, int from) {
                out[from] = random.normal();
                out[from + 1] = column.applyAsDouble(random, out[from]);
            }
        });
    }

    @Test
    void aGeneratorWithRandomNumbersOfItsOwn() {
        Random own = new Random(1);
        assertFails(second((r, x) -> own.nextGaussian())::rowsDependOnTheirNumbersAlone, "numbers that are handed in");
    }

    @Test
    void aGeneratorThatCountsItsRows() {
        int[] rows = {0};
        assertFails(second((r, x) -> r.normal() + 1e-3 * rows[0]++)::rowsDependOnTheirNumbersAlone, "keep nothing");
    }

    @Test
    void aGeneratorOfNumbersThatAreNotFinite() {
        assertFails(second((r, x) -> 1 / Math.max(0, r.normal()))::rowsAreFinite, "Infinity");
    }

    @Test
    void aGeneratorThatWritesAtTheStart() {
        assertFails(
                contract(new Normal() {
                    @Override
                    void draw(RandomNumbers random, double[] out, int from) {
                        super.draw(random, out, 0);
                    }
                })::rowsAreFinite,
                "out[3] on");
    }

    @Test
    void aGeneratorThatForgetsAColumn() {
        assertFails(
                contract(new Normal() {
                    @Override
                    void draw(RandomNumbers random, double[] out, int from) {
                        out[from] = random.normal();
                    }
                })::rowsAreFinite,
                "out[4]");
    }

    @Test
    void aGeneratorOfOneRow() {
        assertFails(
                contract(new Normal() {
                    @Override
                    void draw(RandomNumbers random, double[] out, int from) {
                        out[from] = 1;
                        out[from + 1] = 2;
                    }
                })::rowsAreFresh,
                "all the same");
    }

    @Test
    void aGeneratorWithScratchMemoryForAllSources() {
        double[] scratch = new double[1];
        assertFails(
                second((r, x) -> {
                    scratch[0] = x;
                    double noise = r.normal();
                    return scratch[0] + noise;
                })::sourcesShareNothing,
                "scratch memory");
    }

    @Test
    void aGeneratorWithTheScoreOfAnotherDensity() {
        assertFails(second((r, x) -> 1.1 * r.normal())::scoreIsThatOfTheRows, "E[s_1 x_1]", "another density");
    }

    @Test
    void aGeneratorWhoseScoreIsNoGradient() {
        GeneratorContract c = contract(new Normal() {
            @Override
            void score(double[] x, double[] out) {
                out[0] = -x[0] + 0.1 * x[0] * x[1] * x[1];
                out[1] = -x[1];
            }
        });
        assertFails(c::scoreIsAGradient, "no gradient");
        assertFails(c::scoreIsTheSlopeOfTheLogDensity, "∂ log p/∂x_0");
    }

    @Test
    void aGeneratorThatAddsToItsOutput() {
        assertFails(
                contract(new Normal() {
                    @Override
                    void score(double[] x, double[] out) {
                        out[0] -= x[0];
                        out[1] -= x[1];
                    }
                })::scoreWritesAllAndNothingElse,
                "write every element");
    }

    @Test
    void aGeneratorThatChangesTheRow() {
        assertFails(
                contract(new Normal() {
                    @Override
                    void score(double[] x, double[] out) {
                        x[0] = -x[0];
                        out[0] = x[0];
                        out[1] = -x[1];
                    }
                })::scoreWritesAllAndNothingElse,
                "changes the row");
    }

    /** A source that says that its score is not known, and then gives one. */
    @Test
    void aGeneratorThatHidesItsScore() {
        assertFails(
                contract(new Normal() {
                    @Override
                    public Source open(Options options) {
                        Source open = super.open(options);
                        return new Source() {
                            @Override
                            public int dim() {
                                return open.dim();
                            }

                            @Override
                            public void draw(RandomNumbers random, double[] out, int from) {
                                open.draw(random, out, from);
                            }

                            @Override
                            public void score(double[] x, double[] out) {
                                open.score(x, out);
                            }
                        };
                    }
                })::scoreWritesAllAndNothingElse,
                "knowsScore() is false");
    }

    @Test
    void aGeneratorWithAnOptionThatBreaksIt() {
        Option<Integer> columns = Option.integer("d", DIM, 0, 9, "How many columns");
        assertFails(
                contract(new Normal() {
                    @Override
                    public List<Option<?>> options() {
                        return List.of(columns);
                    }

                    @Override
                    public Source open(Options options) {
                        if (options.get(columns) < DIM) {
                            throw new IllegalStateException("too few");
                        }
                        return super.open(options);
                    }
                })::optionsWork,
                "'d' at '0'",
                "too few",
                "SsmException.usage");
    }
}
