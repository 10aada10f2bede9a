package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.option.Option;

/**
 * The score of images at every noise level: that of {@link NoiseScore}, F being a convolutional network with several
 * resolutions, {@link UnetNetwork}. Before training, F = 0 and s is the score of N(0, (1 + σ²)I).
 */
public final class UnetScore implements ScoreModel {
    private static final double LEARNING_RATE = 1e-3;
    private static final int BATCH = 64;

    @Override
    public String id() {
        return "unet-score";
    }

    @Override
    public String description() {
        return "A convolutional network with several resolutions that reads the noise level and gives the score of images at "
                + "every level";
    }

    @Override
    public String source() {
        return "Ronneberger et al. 2015, MICCAI (U-Net); Karras et al. 2022, NeurIPS, section 5 (preconditioning)";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("height", "1", "channels", "4,2", "groups", "2", "embedding", "3");
    }

    @Override
    public List<Option<?>> options() {
        return UnetNetwork.OPTIONS;
    }

    @Override
    public Map<String, String> imageOptions(ImageGrid image) {
        return Images.options(image);
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
        return OptionalDouble.of(LEARNING_RATE);
    }

    @Override
    public OptionalInt batchSize() {
        return OptionalInt.of(BATCH);
    }

    @Override
    public Optional<String> objective() {
        return Optional.of("dsm");
    }

    @Override
    public Expr score(Expr x, ModelScope scope) {
        Expr sigma = scope.noiseLevel();
        ImageGrid grid = Images.grid(x.dim(-1), scope);
        return NoiseNetwork.score(new UnetNetwork(scope, grid, sigma).apply(x), x, sigma);
    }
}
