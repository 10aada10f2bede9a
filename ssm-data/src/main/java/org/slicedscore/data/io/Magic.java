package org.slicedscore.data.io;

/** The first bytes of files, which identify their formats. */
public final class Magic {
    private Magic() {}

    /** Whether a file begins with given bytes, from 0 to 255; false also where it is shorter. */
    public static boolean begins(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
