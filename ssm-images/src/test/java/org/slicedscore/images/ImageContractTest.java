package org.slicedscore.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.testkit.DataFormatContract;

/** The samples are single files, a row each; {@link ImageFormatTest} reads folders. */
class ImageContractTest extends DataFormatContract {
    private static final int SIDE = 8;

    @Override
    protected DataFormat format() {
        return new ImageFormat();
    }

    @Override
    protected List<DataFormat.Sample> samples() {
        return List.of(
                sample("grey.png", BufferedImage.TYPE_BYTE_GRAY, 1, true),
                sample("rgb.png", BufferedImage.TYPE_3BYTE_BGR, 3, true),
                // JPEG changes pixels, but not where all are alike
                sample("flat.jpg", BufferedImage.TYPE_BYTE_GRAY, 1, false));
    }

    private static DataFormat.Sample sample(String fileName, int type, int channels, boolean varied) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, type);
        double[] row = new double[SIDE * SIDE * channels];
        for (int i = 0; i < row.length; i++) {
            int value = varied ? (31 * i + i * i) % 256 : 128;
            int pixel = i / channels;
            image.getRaster().setSample(pixel % SIDE, pixel / SIDE, i % channels, value);
            row[i] = value;
        }
        List<String> columns =
                IntStream.rangeClosed(1, row.length).mapToObj(j -> "x" + j).toList();
        return new DataFormat.Sample(fileName, bytes(fileName, image), columns, new double[][] {row});
    }

    private static byte[] bytes(String fileName, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, fileName.substring(fileName.lastIndexOf('.') + 1), bytes)) {
                throw new AssertionError("nothing writes " + fileName);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
