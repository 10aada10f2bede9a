package org.slicedscore.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.expr.ImageGrid;

/** The rows of images: files in the order of their names, all laid out like the first. */
final class ImageRows implements RowReader {
    /** Numbers of all images together: as many as an array holds. */
    private static final long MOST_NUMBERS = Integer.MAX_VALUE - 8;

    /** An image in a file larger than this is not of the size that models read. */
    private static final long MOST_BYTES = 64L << 20;

    private final List<Path> files;
    private final ImageFile first;
    private final List<String> columns;
    private int row = -1;
    private String name;
    private ImageFile image;

    ImageRows(RowInput input) {
        files = input.files();
        files.forEach(ImageRows::check);
        name = files.isEmpty() ? input.name() : files.getFirst().toString();
        first = files.isEmpty() ? ImageFile.decode(name, all(input)) : read(files.getFirst());
        long numbers = (long) Math.max(1, files.size()) * first.grid().size();
        if (numbers > MOST_NUMBERS) {
            throw Problem.data(input.name())
                    .found("%d images of %s", files.size(), first.layout())
                    .expected("at most %d numbers in all", MOST_NUMBERS)
                    .remedy("make the images smaller, or use fewer")
                    .exception();
        }
        columns = IntStream.rangeClosed(1, first.grid().size())
                .mapToObj(j -> "x" + j)
                .toList();
    }

    private static void check(Path file) {
        String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (Files.isDirectory(file)) {
            throw Problem.data(file.toString())
                    .found("a folder in a folder of images")
                    .expected("files of PNG or JPEG alone")
                    .remedy("move its images up, or read it on its own")
                    .exception();
        }
        if (ImageFormat.ENDINGS.stream().noneMatch(lower::endsWith)) {
            throw Problem.data(file.toString())
                    .found("a file with another ending in a folder of images")
                    .expected("%s", String.join(", ", ImageFormat.ENDINGS))
                    .remedy("move it elsewhere, or put '_' before its name")
                    .exception();
        }
    }

    private static byte[] all(RowInput input) {
        try {
            return input.stream().readNBytes((int) MOST_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(input.name(), e);
        }
    }

    private static ImageFile read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw Problem.data(file.toString())
                        .found("%d bytes", size)
                        .expected("an image of at most %d", MOST_BYTES)
                        .remedy("make it smaller")
                        .exception();
            }
            return ImageFile.decode(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static RuntimeException unreadable(String name, IOException cause) {
        return Problem.data(name)
                .says("cannot be read (%s)", cause.getMessage())
                .remedy("check that it is there and may be read")
                .exception(cause);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Optional<ImageGrid> image() {
        return Optional.of(first.grid());
    }

    @Override
    public boolean next() {
        if (++row >= Math.max(1, files.size())) {
            return false;
        }
        if (row == 0) {
            image = first;
            return true;
        }
        name = files.get(row).toString();
        image = read(files.get(row));
        if (!image.grid().equals(first.grid())) {
            throw Problem.data(name)
                    .found("an image of %s", image.layout())
                    .expected("%s as in %s", first.layout(), files.getFirst().getFileName())
                    .remedy("bring all images to one size, all grey or all in colour")
                    .exception();
        }
        return true;
    }

    @Override
    public double number(int column) {
        return image.values()[column];
    }

    @Override
    public String text(int column) {
        return Integer.toString(image.values()[column]);
    }

    @Override
    public String place() {
        return "image " + (row + 1);
    }
}
