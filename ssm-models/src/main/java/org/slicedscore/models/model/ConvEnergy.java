package org.slicedscore.models.model;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.option.Option;

/**
 * log p̃(x) of images = the one output of a convolutional network: layers {@code conv.0}, {@code conv.1}, … with an activation
 * behind each, and an affine map {@code out} of all that the last one gives.
 */
public final class ConvEnergy implements LogDensityModel {
    private static final Option<List<Integer>> CHANNELS =
            Option.integers("channels", List.of(32, 64, 64), 1, "Channels behind each layer, starting at the image");
    private static final Option<Integer> KERNEL = Option.integer("kernel", 3, 1, 31, "Side of a kernel in pixels");
    private static final Option<Integer> STRIDE =
            Option.integer("stride", 2, 1, 8, "By how much each layer makes the image smaller");
    private static final Option<ActivationFunction> ACTIVATION = Option.choice(
            "activation",
            ActivationFunction.SOFTPLUS,
            "Activation behind each layer; relu has no curvature and works only with dsm");

    @Override
    public String id() {
        return "conv-energy";
    }

    @Override
    public String description() {
        return "A convolutional network over images whose output is the log-density, up to a constant";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 2 (unnormalised models); LeCun et al. 1998, Proceedings of the IEEE (convolutions)";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("height", "1", "channels", "3,2", "stride", "1");
    }

    @Override
    public Map<String, String> imageOptions(ImageGrid image) {
        return Images.options(image);
    }

    @Override
    public List<Option<?>> options() {
        return List.of(Images.HEIGHT, Images.COLOURS, CHANNELS, KERNEL, STRIDE, ACTIVATION);
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        ImageGrid grid = Images.grid(x.dim(-1), scope);
        int kernel = scope.option(KERNEL);
        int stride = scope.option(STRIDE);
        Expr h = grid.pixels(x);
        List<Integer> channels = scope.option(CHANNELS);
        for (int i = 0; i < channels.size(); i++) {
            h = scope.linear("conv." + i, grid.patches(h, kernel, stride), channels.get(i))
                    .activation(scope.option(ACTIVATION));
            grid = grid.strided(stride, channels.get(i));
        }
        return scope.linear("out", grid.rows(h), 1).reshape(x.dim(0));
    }
}
