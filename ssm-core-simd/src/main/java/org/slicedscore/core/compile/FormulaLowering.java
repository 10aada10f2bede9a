package org.slicedscore.core.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Expr;

/**
 * Formulas for other runtimes: simplified, equal nodes merged, and activation functions written in terms of tanh and the exponential
 * function, exactly as in a plan.
 */
public final class FormulaLowering {
    private FormulaLowering() {}

    /**
     * Lowers some expressions together, so that they share what they have in common.
     *
     * @param formulas by name
     * @return equivalent ones, by the same names
     */
    public static Map<String, Expr> of(Map<String, Expr> formulas) {
        Simplifier simplifier = new Simplifier();
        Map<String, Expr> lowered = new LinkedHashMap<>();
        formulas.forEach((name, e) -> lowered.put(name, simplifier.simplify(e)));
        return lowered;
    }
}
