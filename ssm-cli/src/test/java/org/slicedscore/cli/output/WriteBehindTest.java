package org.slicedscore.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteBehindTest {
    @Test
    void blocksAreWrittenInOrderAndOneAtATime() {
        List<Integer> written = new ArrayList<>();
        try (WriteBehind behind = new WriteBehind()) {
            for (int i = 0; i < 1000; i++) {
                int block = i;
                behind.write(() -> written.add(block));
            }
            behind.finish();
        }
        assertEquals(IntStream.range(0, 1000).boxed().toList(), written);
    }

    @Test
    void theCallerGoesOnWhileABlockIsWritten() {
        CountDownLatch computed = new CountDownLatch(1);
        AtomicBoolean written = new AtomicBoolean();
        try (WriteBehind behind = new WriteBehind()) {
            behind.write(() -> {
                try {
                    computed.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                written.set(true);
            });
            assertFalse(written.get());
            computed.countDown();
            behind.finish();
            assertTrue(written.get());
        }
    }

    @Test
    void whatStoppedABlockComesOutAsItWas() {
        for (Throwable failure : List.of(new ClosedOutputException(null), new AssertionError("disk"))) {
            List<Integer> written = new ArrayList<>();
            try (WriteBehind behind = new WriteBehind()) {
                behind.write(() -> WriteBehindTest.<RuntimeException>fail(failure));
                assertSame(failure, assertThrows(Throwable.class, () -> behind.write(() -> written.add(1))));
                behind.finish();
            }
            assertEquals(List.of(), written);
        }
    }

    @Test
    void closingWaits() {
        AtomicBoolean written = new AtomicBoolean();
        try (WriteBehind behind = new WriteBehind()) {
            behind.write(() -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                written.set(true);
            });
        }
        assertTrue(written.get());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
