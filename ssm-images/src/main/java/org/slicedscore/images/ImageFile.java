package org.slicedscore.images;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;

/**
 * A decoded image.
 *
 * @param grid its layout: 1 channel if it is grey, else red, green and blue
 * @param values of all pixels, as in the file: from 0 to 255, or 65535
 */
record ImageFile(ImageGrid grid, int[] values) {
    /** Numbers of an image. More are more columns than a table should have. */
    private static final int MOST_NUMBERS = 1 << 16;

    private static final int COLOURS = 3;

    /**
     * Decodes a file.
     *
     * @param name its name in messages
     * @param bytes the whole file
     * @throws SsmException of kind DATA if it is damaged, too large, transparent, or neither grey nor RGB
     */
    static ImageFile decode(String name, byte[] bytes) {
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            String format = reader == null ? "" : reader.getFormatName().toLowerCase(Locale.ROOT);
            if (!format.equals("png") && !format.equals("jpeg")) {
                throw Problem.data(name)
                        .found("no PNG or JPEG, for all its ending")
                        .expected("an image that begins with 89 50 4e 47 or ff d8 ff")
                        .remedy("convert it, or remove it")
                        .exception();
            }
            try {
                reader.setInput(stream, true, true);
                checkSize(name, reader.getWidth(0), reader.getHeight(0));
                return of(name, reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (SsmException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the decoders of the JDK say what is wrong with a file in many ways
            throw Problem.data(name)
                    .says("the image is damaged or of an unusual kind (%s)", plain(e))
                    .expected("a PNG or JPEG, grey or RGB")
                    .remedy("save it again, or remove it")
                    .exception(e);
        }
    }

    private static String plain(Exception e) {
        String text = String.valueOf(e.getMessage()).replaceAll("[^\\x20-\\x7e]+", " ");
        return text.substring(0, Math.min(100, text.length()));
    }

    private static void checkSize(String name, int width, int height) {
        if ((long) width * height > MOST_NUMBERS) {
            throw Problem.data(name)
                    .found("an image of %d×%d pixels", height, width)
                    .expected("at most %d numbers an image", MOST_NUMBERS)
                    .remedy("make it smaller")
                    .exception();
        }
    }

    private static ImageFile of(String name, BufferedImage image) {
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int height = raster.getHeight();
        ColorModel colours = image.getColorModel();
        int channels;
        int[] values;
        if (colours instanceof IndexColorModel palette) {
            channels = grey(palette) ? 1 : COLOURS;
            values = new int[width * height * channels];
            for (int p = 0; p < width * height; p++) {
                int index = raster.getSample(p % width, p / width, 0);
                for (int c = 0; c < channels; c++) {
                    values[p * channels + c] = palette.getRGB(index) >> (16 - 8 * c) & 0xff;
                }
                opaque(name, palette.getAlpha(index), 255);
            }
        } else {
            channels = colours.getNumColorComponents();
            if (channels != 1 && channels != COLOURS) {
                throw Problem.data(name)
                        .found("%d colours", channels)
                        .expected("a grey image or RGB")
                        .remedy("convert it")
                        .exception();
            }
            values = new int[width * height * channels];
            for (int p = 0; p < width * height; p++) {
                for (int c = 0; c < channels; c++) {
                    values[p * channels + c] = raster.getSample(p % width, p / width, c);
                }
                if (colours.hasAlpha()) {
                    int most = (1 << colours.getComponentSize(channels)) - 1;
                    opaque(name, raster.getSample(p % width, p / width, channels), most);
                }
            }
        }
        ImageFile read = new ImageFile(new ImageGrid(height, width, channels), values);
        if (values.length > MOST_NUMBERS) {
            throw Problem.data(name)
                    .found("an image of %s", read.layout())
                    .expected("at most %d numbers an image", MOST_NUMBERS)
                    .remedy("make it smaller")
                    .exception();
        }
        return read;
    }

    private static boolean grey(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    private static void opaque(String name, int alpha, int most) {
        if (alpha != most) {
            throw Problem.data(name)
                    .found("transparent pixels")
                    .expected("an opaque image")
                    .remedy("lay it over a background")
                    .exception();
        }
    }

    /** Its layout, for messages. */
    String layout() {
        return grid.height() + "×" + grid.width() + " pixels, " + (grid.channels() == 1 ? "grey" : "RGB");
    }
}
