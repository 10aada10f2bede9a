package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.Directions;

/** What a projection may draw is independent of what else it draws. */
class DrawsTest {
    @Test
    void signsNormalAndUniformNumbersAreIndependent() {
        Directions.RandomDraws draws = new Directions.RandomDraws(1, 20_000, 4, Options.NONE);
        Expr length = draws.normal().square();
        Expr sign = draws.signs();
        Expr uniform = draws.uniform(4).sub(0.5);
        assertUncorrelated("normal² and signs", length.sub(1).mul(sign));
        assertUncorrelated("normal² and uniform", length.sub(1).mul(uniform));
        assertUncorrelated("normal and signs", draws.normal().mul(sign));
        assertUncorrelated("normal and uniform", draws.normal().mul(uniform));
        assertUncorrelated("signs and uniform", sign.mul(uniform));
    }

    private static void assertUncorrelated(String what, Expr product) {
        SampleMoments moments = new SampleMoments(new Interpreter(Map.of(), 3, 0, 0).evaluate(product));
        assertTrue(moments.standardError() < 0.02);
        assertEquals(0, moments.mean(), 5 * moments.standardError(), what);
    }
}
