package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * The log-density of the data at every noise level, up to a constant for each: log p̃(x, σ) = −½‖x‖²/(σ²+1) + F(c_in x, σ)/σ,
 * whose gradient is the score of {@link NoiseScore} with ∇F for its network. Before training, F = 0 and the density is N(0, (1
 * + σ²)I).
 */
public final class NoiseEnergy implements LogDensityModel {
    @Override
    public String id() {
        return "noise-energy";
    }

    @Override
    public String description() {
        return "A residual network that reads the noise level and gives the log-density at every level, up to a constant";
    }

    @Override
    public String source() {
        return "Song and Ermon 2019, NeurIPS (noise levels); Karras et al. 2022, NeurIPS, section 5 (preconditioning)";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("hidden", "19,19,5");
    }

    @Override
    public List<Option<?>> options() {
        return NoiseNetwork.OPTIONS;
    }

    @Override
    public boolean noiseConditioned() {
        return true;
    }

    @Override
    public boolean conditional() {
        return true;
    }

    @Override
    public OptionalDouble learningRate() {
        return OptionalDouble.of(NoiseNetwork.LEARNING_RATE);
    }

    @Override
    public Optional<String> objective() {
        return Optional.of("dsm");
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        Expr sigma = scope.noiseLevel();
        Expr network = NoiseNetwork.apply(x, sigma, 1, scope).reshape(x.dim(0));
        return network.div(sigma)
                .sub(x.square().sum(-1).div(sigma.square().add(1)).mul(0.5));
    }
}
