package org.slicedscore.spark.train;

/** Another task cannot be reached, or this one is to end: the stage starts over from the last checkpoint. */
final class PeerLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerLost(String message) {
        super(message);
    }

    PeerLost(String message, Throwable cause) {
        super(message, cause);
    }
}
