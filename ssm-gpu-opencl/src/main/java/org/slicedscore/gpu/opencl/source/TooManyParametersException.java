package org.slicedscore.gpu.opencl.source;

/** A kernel has more bytes of parameters than the device takes. */
final class TooManyParametersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyParametersException() {
        super(null, null, false, false);
    }
}
