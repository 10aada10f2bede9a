package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slicedscore.gpu.opencl.device.Discovery;

/** Drivers are set up once, whoever asks. */
class DiscoveryTest {
    /** In a process of its own, where no driver is set up yet: a driver that two threads set up at once may crash it. */
    @Test
    void manyThreadsMayLookAtOnce() throws Exception {
        for (int run = 0; run < 3; run++) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Looking.class.getName()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            assertEquals(0, process.waitFor(), said);
        }
    }

    /** The process. */
    static final class Looking {
        private Looking() {}

        static void main() throws InterruptedException {
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(Discovery::look);
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
