package org.slicedscore.models.model;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.option.Option;

/**
 * A convolutional network from images to images with several resolutions (Ronneberger et al. 2015): residual blocks on the way
 * down, each resolution half the one before; the same on the way up, where each block gets the result of its resolution on the
 * way down beside the one below. Each block learns a factor and a shift of its normalised channels from the noise level
 * (Perez et al. 2018; Nichol and Dhariwal 2021).
 */
final class UnetNetwork {
    static final Option<List<Integer>> CHANNELS = Option.integers(
            "channels",
            List.of(16, 32, 64),
            1,
            "Channels at each resolution, starting at the image; two or three resolutions");
    static final Option<Integer> BLOCKS =
            Option.integer("blocks", 1, 1, 8, "Residual blocks at each resolution, on the way down and on the way up");
    static final Option<Integer> GROUPS = Option.integer(
            "groups",
            8,
            1,
            64,
            "Groups of channels that are normalised together; fewer where they do not divide the channels");
    static final Option<Integer> EMBEDDING =
            Option.integer("embedding", 64, 1, 4096, "Units of the layer that reads the noise level");
    static final Option<ActivationFunction> ACTIVATION =
            Option.choice("activation", ActivationFunction.SILU, "Activation between layers");

    static final List<Option<?>> OPTIONS =
            List.of(Images.HEIGHT, Images.COLOURS, CHANNELS, BLOCKS, GROUPS, EMBEDDING, ACTIVATION);

    private static final int KERNEL = 3;

    private final ModelScope scope;
    private final ImageGrid image;
    private final Expr sigma;
    private final ActivationFunction activation;
    private final Expr told;

    UnetNetwork(ModelScope scope, ImageGrid image, Expr sigma) {
        this.scope = scope;
        this.image = image;
        this.sigma = sigma;
        this.activation = scope.option(ACTIVATION);
        Expr level = NoiseNetwork.features(sigma);
        this.told = scope.linear(
                        "level",
                        scope.conditions()
                                .map(conditions -> Expr.concat(1, level, conditions))
                                .orElse(level),
                        scope.option(EMBEDDING))
                .activation(activation);
    }

    /** F(c_in x, σ) of rows, [B,D]. */
    Expr apply(Expr x) {
        List<Integer> channels = scope.option(CHANNELS);
        int blocks = scope.option(BLOCKS);
        List<ImageGrid> grids = new ArrayList<>();
        List<Expr> passed = new ArrayList<>();
        ImageGrid grid = image;
        Expr h = image.pixels(x.div(sigma.square().add(1).sqrt().expand(1)));
        for (int r = 0; r < channels.size(); r++) {
            int stride = r == 0 ? 1 : 2;
            h = convolution(r == 0 ? "in" : "down." + r, grid, h, stride, channels.get(r));
            grid = grid.strided(stride, channels.get(r));
            for (int b = 0; b < blocks; b++) {
                h = block("down." + r + "." + b, grid, h, channels.get(r));
            }
            grids.add(grid);
            passed.add(h);
        }
        for (int r = channels.size() - 2; r >= 0; r--) {
            ImageGrid finer = grids.get(r);
            Expr coarse = enlarged(scope.linear("up." + r, h, channels.get(r)), grids.get(r + 1), finer);
            h = Expr.concat(2, coarse, passed.get(r));
            for (int b = 0; b < blocks; b++) {
                h = block("up." + r + "." + b, finer, h, channels.get(r));
            }
        }
        Expr last = normalised(grids.getFirst(), h).activation(activation);
        Expr patches = grids.getFirst().patches(last, KERNEL, 1);
        Expr weight = scope.parameter("out.weight", Init.constant(0), image.channels(), patches.dim(2));
        Expr bias = scope.parameter("out.bias", Init.constant(0), image.channels());
        return image.rows(patches.matmul(weight.t()).add(bias));
    }

    /** Two convolutions and the way past them; the second one sees channels scaled and shifted as the level says. */
    private Expr block(String name, ImageGrid grid, Expr h, int channels) {
        Expr first = convolution(name + ".0", grid, normalised(grid, h).activation(activation), 1, channels);
        Expr level = scope.linear(name + ".level", told, 2 * channels).expand(1);
        Expr modulated = normalised(grid, first)
                .mul(level.slice(2, 0, channels).add(1))
                .add(level.slice(2, channels, 2 * channels));
        Expr second = convolution(name + ".1", grid, modulated.activation(activation), 1, channels);
        Expr past = h.dim(2) == channels ? h : scope.linear(name + ".past", h, channels);
        return past.add(second);
    }

    private Expr convolution(String name, ImageGrid grid, Expr h, int stride, int channels) {
        return scope.linear(name, of(grid, h).patches(h, KERNEL, stride), channels);
    }

    private Expr normalised(ImageGrid grid, Expr h) {
        int groups = Math.min(scope.option(GROUPS), h.dim(2));
        while (h.dim(2) % groups != 0) {
            groups--;
        }
        return of(grid, h).normalised(h, groups);
    }

    /** The grid of pixels with the channels that they have. */
    private static ImageGrid of(ImageGrid grid, Expr h) {
        return new ImageGrid(grid.height(), grid.width(), h.dim(2));
    }

    /** Repeats each pixel in a square of 2, without what would lie outside. */
    private static Expr enlarged(Expr h, ImageGrid from, ImageGrid to) {
        int[] places = new int[to.area()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / to.width() / 2 * from.width() + i % to.width() / 2;
        }
        return h.gather(1, places);
    }
}
