package org.slicedscore.benchmarks;

import java.util.List;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * NICE as the sliced-score-matching paper uses it, so that its step can be timed: columns dealt out in turn to two halves,
 * additive couplings with alternating sides, a diagonal scale, a standard normal prior.
 */
public final class NiceAdditive implements LogDensityModel {
    /** The id that workloads name it by. */
    public static final String ID = "nice-additive";

    private static final Option<List<Integer>> HIDDEN =
            Option.integers("hidden", List.of(1000, 1000, 1000, 1000), 1, "Widths of a coupling's hidden layers");
    private static final Option<Integer> COUPLINGS =
            Option.integer("couplings", 4, 1, 64, "How many couplings, with alternating sides");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Additive coupling layers over a standard normal prior";
    }

    @Override
    public String source() {
        return "Dinh et al. 2014 (NICE); Song et al. 2019, UAI, section 6.3";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(HIDDEN, COUPLINGS);
    }

    @Override
    public boolean normalised() {
        return true;
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int rows = x.dim(0);
        int d = x.dim(1);
        if (d % 2 != 0) {
            throw new IllegalArgumentException("D = " + d + ", expected an even number");
        }
        Expr pairs = x.reshape(rows, d / 2, 2);
        Expr[] halves = {
            pairs.slice(2, 0, 1).reshape(rows, d / 2), pairs.slice(2, 1, 2).reshape(rows, d / 2)
        };
        for (int i = 0; i < scope.option(COUPLINGS); i++) {
            int moved = 1 - i % 2;
            halves[moved] = halves[moved].add(coupling("coupling." + i, halves[1 - moved], scope));
        }
        Expr logDensity = null;
        for (int i = 0; i < 2; i++) {
            Expr scale = scope.parameter("scale." + i, Init.constant(0), d / 2);
            Expr z = halves[i].mul(scale.exp());
            Expr part = z.square().sum(-1).mul(-0.5).add(scale.sum());
            logDensity = logDensity == null ? part : logDensity.add(part);
        }
        return logDensity.sub(0.5 * d * Math.log(2 * Math.PI));
    }

    private static Expr coupling(String name, Expr x, ModelScope scope) {
        List<Integer> hidden = scope.option(HIDDEN);
        Expr h = x;
        for (int i = 0; i < hidden.size(); i++) {
            h = scope.linear(name + "." + i, h, hidden.get(i)).softplus();
        }
        return scope.linear(name + "." + hidden.size(), h, x.dim(-1));
    }
}
