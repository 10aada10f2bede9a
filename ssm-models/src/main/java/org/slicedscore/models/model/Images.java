package org.slicedscore.models.model;

import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.option.Option;

/** How models of images find the image in a row. */
final class Images {
    static final Option<Optional<Integer>> HEIGHT = Option.integer(
                    "height",
                    1,
                    1,
                    1 << 15,
                    "Rows of pixels in an image; auto is as the source says, else as many as columns of pixels")
            .orOpen("auto");
    static final Option<Optional<Integer>> COLOURS = Option.integer(
                    "colours",
                    1,
                    1,
                    64,
                    "Numbers of a pixel, which lie beside each other; auto is as the source says, else 1")
            .orOpen("auto");

    private Images() {}

    /** The options that say a layout. */
    static Map<String, String> options(ImageGrid image) {
        return Map.of(HEIGHT.name(), String.valueOf(image.height()), COLOURS.name(), String.valueOf(image.channels()));
    }

    /** The layout of rows of so many columns. */
    static ImageGrid grid(int columns, ModelScope scope) {
        int colours = scope.option(COLOURS).orElse(1);
        int pixels = columns / colours;
        int height = scope.option(HEIGHT).orElseGet(() -> (int) Math.rint(Math.sqrt(pixels)));
        int width = height == 0 ? 0 : pixels / height;
        boolean square = scope.option(HEIGHT).isPresent() || width == height;
        if (pixels * colours != columns || height * width != pixels || pixels == 0 || !square) {
            throw Problem.usage(Subject.setting("model.height"))
                    .found("%d columns", columns)
                    .expected(
                            "%s pixels of %s",
                            scope.option(HEIGHT).map(h -> h + " rows of").orElse("a square of"),
                            colours == 1 ? "one number" : colours + " numbers")
                    .remedy(
                            "say how many rows of pixels an image has; %s keeps columns that never vary",
                            Subject.setting("preprocess", "pixels"))
                    .exception();
        }
        return new ImageGrid(height, width, colours);
    }
}
