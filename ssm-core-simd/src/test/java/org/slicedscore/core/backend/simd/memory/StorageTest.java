package org.slicedscore.core.backend.simd.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageTest {
    /** More than one array; a size that is no multiple of a line; some too large for the array at hand. */
    private static final int[] SIZES = {1, 17, 1_000_003, 5, 30_000_001, 16, 5_000_000, 5_000_001, 31};

    @Test
    void piecesBeginAtCacheLines() {
        for (int size : SIZES) {
            // looked at before anything else is allocated, for some collectors move arrays
            Storage storage = new Storage();
            Storage.Piece first = storage.allocate(size);
            Storage.Piece second = storage.allocate(3);
            assertEquals(0, address(first) % 64, size + " elements");
            assertEquals(0, address(second) % 64, "after " + size + " elements");
        }
    }

    private static long address(Storage.Piece piece) {
        long address = ArrayAddress.of(piece.array());
        assertTrue(address > 0, "tests may call native code");
        return address + 4L * piece.start();
    }

    @Test
    void piecesAreZeroAndDoNotOverlap() {
        Storage storage = new Storage();
        List<Storage.Piece> pieces = new ArrayList<>();
        for (int size : SIZES) {
            Storage.Piece piece = storage.allocate(size);
            pieces.add(piece);
            for (int i = 0; i < size; i++) {
                assertEquals(0, piece.array()[piece.start() + i], "as it was handed out");
                piece.array()[piece.start() + i] = pieces.size();
            }
        }
        for (int p = 0; p < SIZES.length; p++) {
            for (int i = 0; i < SIZES[p]; i++) {
                assertEquals(p + 1, pieces.get(p).array()[pieces.get(p).start() + i], "written by its owner alone");
            }
        }
    }
}
