package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** log p̃(x) = the one output of a fully connected network, with no change of sign. The last bias gets no gradient. */
public final class MlpEnergy implements LogDensityModel {
    @Override
    public String id() {
        return "mlp-energy";
    }

    @Override
    public String description() {
        return "A fully connected network whose output is the log-density, up to a constant";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 2 (unnormalised models)";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("hidden", "19,5");
    }

    @Override
    public List<Option<?>> options() {
        return Mlp.OPTIONS;
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        return Mlp.apply(x, 1, scope).reshape(x.dim(0));
    }
}
