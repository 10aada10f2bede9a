package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/** h(x) = the D outputs of a fully connected network; not a gradient in general. */
public final class MlpScore implements ScoreModel {
    @Override
    public String id() {
        return "mlp-score";
    }

    @Override
    public String description() {
        return "A fully connected network whose outputs are the score";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 3 (sliced score estimation)";
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
    public Expr score(Expr x, ModelScope scope) {
        return Mlp.apply(x, x.dim(-1), scope);
    }
}
