package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * log p(x) = log N(z; 0, I) + Σ log_scale with z = exp(log_scale) · (C_{n−1} ∘ … ∘ C₀)(x). The columns are divided into
 * even and odd ones (of which there may be one less). Coupling {@code couplingI} C_i adds a network of one half to the
 * other; the first one moves the odd half. Additive couplings preserve volume, so the likelihood is exact; inverting them
 * one by one turns noise into rows.
 */
public final class Nice implements GenerativeModel {
    static final Option<Integer> COUPLINGS =
            Option.integer("couplings", 4, 1, 1000, "Number of coupling layers; the halves alternate");
    static final Option<List<Integer>> HIDDEN = Option.integers(
            "hidden", List.of(1000, 1000, 1000, 1000), 1, "Widths of the hidden layers of each coupling's network");
    static final Option<ActivationFunction> ACTIVATION =
            Option.choice("activation", ActivationFunction.SOFTPLUS, "Activation between the layers of a coupling");

    @Override
    public String id() {
        return "nice";
    }

    @Override
    public String description() {
        return "Additive coupling layers over a standard normal: exact likelihood and samples";
    }

    @Override
    public String source() {
        return "Dinh, Krueger & Bengio 2015, ICLR workshop (NICE), sections 3-4; Song et al. 2019, UAI, section 6.3";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("couplings", "3", "hidden", "5,4");
    }

    @Override
    public List<Option<?>> options() {
        return List.of(COUPLINGS, HIDDEN, ACTIVATION);
    }

    @Override
    public boolean normalised() {
        return true;
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int d = checked(x.dim(-1));
        Expr[] halves = {x.gather(-1, columns(d, 0)), x.gather(-1, columns(d, 1))};
        for (int i = 0; i < scope.option(COUPLINGS); i++) {
            int moved = 1 - i % 2;
            halves[moved] = halves[moved].add(shift(i, halves[1 - moved], halves[moved].dim(-1), scope));
        }
        Expr logScale = logScale(d, scope);
        Expr squares = null;
        for (int i = 0; i < 2; i++) {
            Expr square = halves[i].mul(half(logScale, i).exp()).square().sum(-1);
            squares = squares == null ? square : squares.add(square);
        }
        return squares.mul(-0.5).add(logScale.sum().sub(0.5 * d * Math.log(2 * Math.PI)));
    }

    @Override
    public Expr sample(Draws draws, ModelScope scope) {
        int d = checked(draws.dimension());
        Expr z = draws.normal().mul(logScale(d, scope).negate().exp());
        Expr[] halves = {z.slice(-1, 0, evens(d)), z.slice(-1, evens(d), d)};
        for (int i = scope.option(COUPLINGS) - 1; i >= 0; i--) {
            int moved = 1 - i % 2;
            halves[moved] = halves[moved].sub(shift(i, halves[1 - moved], halves[moved].dim(-1), scope));
        }
        int[] places = new int[d];
        for (int i = 0; i < d; i++) {
            places[i] = i / 2 + i % 2 * evens(d);
        }
        return Expr.concat(-1, halves).gather(-1, places);
    }

    private static int checked(int d) {
        if (d < 2) {
            throw Problem.usage(new Subject.Plugin("model", "nice"))
                    .found("1 column")
                    .expected("at least 2, to split into two halves")
                    .remedy("use another model, such as gmm")
                    .exception();
        }
        return d;
    }

    /** The even columns, or the odd ones. */
    private static int[] columns(int d, int first) {
        int[] columns = new int[first == 0 ? evens(d) : d - evens(d)];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = 2 * i + first;
        }
        return columns;
    }

    private static int evens(int d) {
        return (d + 1) / 2;
    }

    private static Expr logScale(int d, ModelScope scope) {
        return scope.parameter("log_scale", Init.constant(0), d);
    }

    private static Expr half(Expr logScale, int i) {
        int d = logScale.dim(0);
        return i == 0 ? logScale.slice(0, 0, evens(d)) : logScale.slice(0, evens(d), d);
    }

    private static Expr shift(int coupling, Expr from, int outputs, ModelScope scope) {
        String name = "coupling" + coupling + ".";
        List<Integer> hidden = scope.option(HIDDEN);
        Expr h = from;
        for (int i = 0; i < hidden.size(); i++) {
            h = scope.linear(name + i, h, hidden.get(i)).activation(scope.option(ACTIVATION));
        }
        return scope.linear(name + hidden.size(), h, outputs);
    }
}
