/**
 * Reads PNG and JPEG images, by the JDK's Image I/O. Each image is a row of pixels.
 *
 * @provides org.slicedscore.api.data.DataFormat {@code images}
 */
module org.slicedscore.images {
    requires java.desktop;
    requires org.slicedscore.api;

    provides org.slicedscore.api.data.DataFormat with
            org.slicedscore.images.ImageFormat;
}
