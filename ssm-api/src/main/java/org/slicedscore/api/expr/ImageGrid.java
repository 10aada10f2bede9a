package org.slicedscore.api.expr;

import java.util.Arrays;

/**
 * The layout of an image in a row: pixels row by row, the channels of a pixel beside each other. Its methods are what
 * convolutional networks are made of; each takes and gives pixels, [B, height · width, channels], and is linear in them but
 * {@link #normalised}. A convolution is an affine map of {@link #patches}, and a transposed one is an affine map that is
 * {@link #overlaid}.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels numbers of a pixel, at least 1
 * @since 0.2.0
 */
public record ImageGrid(int height, int width, int channels) {
    /** What {@link #normalised} adds to a variance. */
    private static final double EPSILON = 1e-5;

    /** Checks the extents. */
    public ImageGrid {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("no image has " + height + "×" + width + "×" + channels + " numbers");
        }
        Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** {@return the number of pixels} */
    public int area() {
        return height * width;
    }

    /** {@return the numbers of an image} */
    public int size() {
        return area() * channels;
    }

    /**
     * The grid of the results of a convolution, ⌈height/stride⌉ × ⌈width/stride⌉.
     *
     * @param stride pixels between two results, at least 1
     * @param channels of the results
     * @return the grid
     */
    public ImageGrid strided(int stride, int channels) {
        return new ImageGrid((height + stride - 1) / stride, (width + stride - 1) / stride, channels);
    }

    /**
     * Images as pixels.
     *
     * @param rows [B, {@link #size}]
     * @return [B, {@link #area}, channels]
     */
    public Expr pixels(Expr rows) {
        return rows.reshape(rows.dim(0), area(), channels);
    }

    /**
     * Pixels as images; undoes {@link #pixels}.
     *
     * @param pixels [B, {@link #area}, channels]
     * @return [B, {@link #size}]
     */
    public Expr rows(Expr pixels) {
        return pixels.reshape(pixels.dim(0), size());
    }

    /**
     * The surroundings of every stride-th pixel: with a matrix behind it a convolution. The image is surrounded by zeros, as
     * many as the results at its borders need, on the right and below one more if their number is odd.
     *
     * @param pixels [B, {@link #area}, channels]
     * @param kernel side of a patch, at least 1
     * @param stride pixels from one patch to the next, at least 1
     * @return [B, area of {@link #strided}, kernel² · channels], row by row
     */
    public Expr patches(Expr pixels, int kernel, int stride) {
        int[] places = places(kernel, stride);
        boolean bordered = Arrays.stream(places).anyMatch(p -> p == area());
        Expr all = bordered ? pixels.pad(1, 0, 1) : pixels;
        return all.gather(1, places)
                .reshape(pixels.dim(0), places.length / (kernel * kernel), kernel * kernel * channels);
    }

    /**
     * Lays patches over each other and adds them up: the transpose of {@link #patches}. What lies outside of the image is
     * dropped.
     *
     * @param patches [B, area of {@link #strided}, kernel² · channels]
     * @param kernel side of a patch, at least 1
     * @param stride pixels from one patch to the next, at least 1
     * @return [B, {@link #area}, channels]
     */
    public Expr overlaid(Expr patches, int kernel, int stride) {
        int[] places = places(kernel, stride);
        return patches.reshape(patches.dim(0), places.length, channels)
                .scatterAdd(1, area() + 1, places)
                .slice(1, 0, area());
    }

    /**
     * Means over squares of pixels that do not overlap.
     *
     * @param pixels [B, {@link #area}, channels]
     * @param factor side of a square; divides height and width
     * @return [B, area of {@link #strided}, channels]
     * @throws IllegalArgumentException if it does not divide them
     */
    public Expr pooled(Expr pixels, int factor) {
        if (height % factor != 0 || width % factor != 0) {
            throw new IllegalArgumentException(height + "×" + width + " pixels do not fall into squares of " + factor);
        }
        int area = area() / (factor * factor);
        return patches(pixels, factor, factor)
                .reshape(pixels.dim(0), area, factor * factor, channels)
                .mean(2);
    }

    /**
     * Repeats each pixel in a square.
     *
     * @param pixels [B, {@link #area}, channels]
     * @param factor side of the square, at least 1
     * @return [B, factor² · {@link #area}, channels]
     */
    public Expr enlarged(Expr pixels, int factor) {
        int[] from = new int[area() * factor * factor];
        for (int i = 0; i < from.length; i++) {
            int row = i / (width * factor) / factor;
            int column = i % (width * factor) / factor;
            from[i] = row * width + column;
        }
        return pixels.gather(1, from);
    }

    /**
     * Makes each group of channels of each image mean 0 and variance 1 (Wu and He 2018, ECCV). One group for each channel is
     * instance normalisation.
     *
     * @param pixels [B, {@link #area}, channels]
     * @param groups how many; divides channels
     * @return [B, {@link #area}, channels]
     * @throws IllegalArgumentException if it does not divide them
     */
    public Expr normalised(Expr pixels, int groups) {
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels do not fall into " + groups + " groups");
        }
        Expr centred = pixels.sub(overGroups(pixels.mean(1), groups).expand(1));
        Expr variance = overGroups(centred.square().mean(1), groups);
        return centred.div(variance.add(EPSILON).sqrt().expand(1));
    }

    /** For each channel the mean over its group: [B,channels]. Sums over pixels first, whose channels fill vectors. */
    private Expr overGroups(Expr perChannel, int groups) {
        int size = channels / groups;
        if (size == 1) {
            return perChannel;
        }
        double[] means = new double[channels * channels];
        for (int i = 0; i < channels; i++) {
            Arrays.fill(means, i * channels + i / size * size, i * channels + (i / size + 1) * size, 1.0 / size);
        }
        return perChannel.matmul(Expr.constant(Shape.of(channels, channels), means));
    }

    /** For each pixel of each patch its place in the image, or the area where it lies outside. */
    private int[] places(int kernel, int stride) {
        if (kernel < 1 || stride < 1) {
            throw new IllegalArgumentException("a kernel of " + kernel + " and a stride of " + stride);
        }
        ImageGrid to = strided(stride, channels);
        int above = before(height, to.height, kernel, stride);
        int left = before(width, to.width, kernel, stride);
        int[] places = new int[to.area() * kernel * kernel];
        int at = 0;
        for (int i = 0; i < to.height; i++) {
            for (int j = 0; j < to.width; j++) {
                for (int u = 0; u < kernel; u++) {
                    for (int v = 0; v < kernel; v++) {
                        int row = i * stride + u - above;
                        int column = j * stride + v - left;
                        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                        places[at++] = inside ? row * width + column : area();
                    }
                }
            }
        }
        return places;
    }

    /** Zeros before the first pixel of an axis. */
    private static int before(int extent, int results, int kernel, int stride) {
        return Math.max(0, (results - 1) * stride + kernel - extent) / 2;
    }
}
