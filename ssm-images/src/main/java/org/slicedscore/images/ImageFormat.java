package org.slicedscore.images;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Options;

/** PNG and JPEG: an image, or a folder of images of one size, a row for each. */
public final class ImageFormat implements DataFormat {
    static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    /** For the service loader. */
    public ImageFormat() {}

    @Override
    public String id() {
        return "images";
    }

    @Override
    public String title() {
        return "PNG or JPEG";
    }

    @Override
    public String description() {
        return "A folder of images of one size, grey or RGB: a row of pixels for each";
    }

    @Override
    public String source() {
        return "ISO/IEC 15948 (PNG); ISO/IEC 10918 (JPEG); read by the JDK's Image I/O";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public Match matches(byte[] head) {
        return begins(head, 0x89, 'P', 'N', 'G') || begins(head, 0xff, 0xd8, 0xff) ? Match.YES : Match.NO;
    }

    private static boolean begins(byte[] head, int... bytes) {
        boolean same = head.length >= bytes.length;
        for (int i = 0; same && i < bytes.length; i++) {
            same = (head[i] & 0xff) == bytes[i];
        }
        return same;
    }

    @Override
    public boolean folders() {
        return true;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        return new ImageRows(input);
    }
}
