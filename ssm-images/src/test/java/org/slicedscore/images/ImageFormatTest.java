package org.slicedscore.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

class ImageFormatTest {
    @TempDir
    private Path folder;

    private static BufferedImage image(int type, int width, int height, int shift) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < image.getRaster().getNumBands(); c++) {
                    image.getRaster().setSample(x, y, c, c == 3 ? 255 : shift + 10 * y + x + 50 * c);
                }
            }
        }
        return image;
    }

    private Path save(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()), name);
        return file;
    }

    private Table read(Path path) {
        return DataReader.read(path.toString(), ReadOptions.DEFAULT);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable action) {
        SsmException e = assertThrows(SsmException.class, action);
        assertEquals(SsmException.Kind.DATA, e.kind());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        return e.getMessage();
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected <" + part + "> in: " + message);
        }
    }

    @Test
    void aFolderOfGreyImagesIsATableOfPixels() throws IOException {
        save(image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 0), "a.png");
        save(image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 100), "b.png");
        Files.writeString(folder.resolve("_labels.txt"), "not an image");
        Table table = read(folder);
        assertEquals(Optional.of(new ImageGrid(2, 3, 1)), table.image());
        assertArrayEquals(new double[] {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112}, table.values());
        assertEquals("row 2", table.place(1));
    }

    @Test
    void coloursOfAPixelLieBesideEachOther() throws IOException {
        Path rgb = save(image(BufferedImage.TYPE_3BYTE_BGR, 2, 1, 0), "rgb.png");
        assertEquals(Optional.of(new ImageGrid(1, 2, 3)), read(rgb).image());
        assertArrayEquals(new double[] {0, 50, 100, 1, 51, 101}, read(rgb).values());
        Path opaque = save(image(BufferedImage.TYPE_4BYTE_ABGR, 2, 1, 0), "alpha.png");
        assertArrayEquals(read(rgb).values(), read(opaque).values());
    }

    @Test
    void palettesAndSixteenBitsAreRead() throws IOException {
        byte[] grey = {0, 100};
        BufferedImage two =
                new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, grey, grey, grey));
        two.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(new double[] {0, 100}, read(save(two, "two.png")).values());
        byte[] other = {0, 50};
        BufferedImage coloured =
                new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, grey, other, grey));
        coloured.getRaster().setSample(1, 0, 0, 1);
        assertArrayEquals(
                new double[] {0, 0, 0, 100, 50, 100},
                read(save(coloured, "coloured.png")).values());
        BufferedImage deep = image(BufferedImage.TYPE_USHORT_GRAY, 2, 1, 1000);
        assertArrayEquals(
                new double[] {1000, 1001}, read(save(deep, "deep.png")).values());
    }

    @Test
    void jpegIsCloseToWhatWasSaved() throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_BYTE_GRAY, 16, 16, 10);
        Table table = read(save(image, "soft.jpg"));
        assertEquals(Optional.of(new ImageGrid(16, 16, 1)), table.image());
        for (int p = 0; p < 256; p++) {
            assertEquals(10 + 10 * (p / 16) + p % 16, table.at(0, p), 8);
        }
    }

    @Test
    void imagesOfDifferentLayoutsAreRefused() throws IOException {
        save(image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 0), "a.png");
        Path other = save(image(BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0), "b.png");
        assertContains(refusal(() -> read(folder)), "b.png", "3×2 pixels, grey", "2×3 pixels, grey as in a.png");
        Files.delete(other);
        save(image(BufferedImage.TYPE_INT_RGB, 3, 2, 0), "c.png");
        assertContains(refusal(() -> read(folder)), "c.png", "2×3 pixels, RGB", "2×3 pixels, grey");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        save(image(BufferedImage.TYPE_BYTE_GRAY, 30, 20, 0), "a.png");
        Path broken = save(image(BufferedImage.TYPE_BYTE_GRAY, 30, 20, 0), "b.png");
        byte[] bytes = Files.readAllBytes(broken);
        for (int length : new int[] {0, 5, 20, 40, bytes.length / 2}) {
            Files.write(broken, Arrays.copyOf(bytes, length));
            assertContains(refusal(() -> read(folder)), "b.png");
        }
        Files.writeString(broken, "a,b\n1,2\n");
        assertContains(refusal(() -> read(folder)), "b.png", "no PNG or JPEG");
    }

    @Test
    void whatDoesNotBelongInTheFolderIsNamed() throws IOException {
        save(image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 0), "a.png");
        Path text = Files.writeString(folder.resolve("notes.txt"), "x");
        assertContains(refusal(() -> read(folder)), "notes.txt", "another ending");
        Files.delete(text);
        Files.createDirectory(folder.resolve("more"));
        assertContains(refusal(() -> read(folder)), "more", "a folder in a folder of images");
    }

    @Test
    void transparentAndLargeImagesAreRefused() throws IOException {
        BufferedImage clear = image(BufferedImage.TYPE_4BYTE_ABGR, 2, 1, 0);
        clear.getRaster().setSample(1, 0, 3, 254);
        Path file = save(clear, "clear.png");
        assertContains(refusal(() -> read(file)), "clear.png", "transparent");
        Path large = save(new BufferedImage(257, 257, BufferedImage.TYPE_BYTE_GRAY), "large.png");
        assertContains(refusal(() -> read(large)), "large.png", "257×257", "65536");
    }

    /** A few bytes that promise 2³¹ pixels cost no memory. */
    @Test
    void aForgedSizeIsRefusedBeforeAnythingIsDecoded() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        ByteBuffer header = ByteBuffer.allocate(25).putInt(13).put(new byte[] {'I', 'H', 'D', 'R'});
        header.putInt(46_000).putInt(46_000).put(new byte[] {8, 0, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(header.array(), 4, 17);
        header.putInt((int) sum.getValue());
        png.write(header.array());
        Path file = folder.resolve("forged.png");
        Files.write(file, png.toByteArray());
        assertContains(refusal(() -> read(file)), "forged.png", "46000×46000");
    }
}
