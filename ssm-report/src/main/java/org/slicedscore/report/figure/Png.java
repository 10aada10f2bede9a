package org.slicedscore.report.figure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes PNG without temporary files. {@link ImageIO} would make one for each image by itself; a killed process would leave it behind,
 * and one that is being stopped would close it under the writer's hands.
 */
final class Png {
    private Png() {}

    /**
     * Writes an image.
     *
     * @param image the image
     * @param out not closed
     * @throws IOException if the stream fails, or this JDK writes no PNG
     */
    static void write(BufferedImage image, OutputStream out) throws IOException {
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IOException("this JDK writes no PNG; use another JDK 25");
            }
        }
    }
}
