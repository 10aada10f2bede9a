package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits per dimension of images: those of a Gaussian are known. */
class BitsPerDimensionTest {
    private static final int IMAGES = 2000;
    private static final int PIXELS = 9;

    @TempDir
    Path folder;

    /** Pixels are 0, 10, 20 or 30: in steps of 10 their variance is 5/4, and 5/4 + 1/12 after they are spread over a step. */
    private Path images() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(16 + IMAGES * PIXELS);
        bytes.putInt(0x00000803).putInt(IMAGES).putInt(3).putInt(3);
        Random random = new Random(1);
        for (int i = 0; i < IMAGES * PIXELS; i++) {
            bytes.put((byte) (10 * random.nextInt(4)));
        }
        return Files.write(folder.resolve("images-idx3-ubyte"), bytes.array());
    }

    @Test
    void imagesHaveThem() throws Exception {
        String run = train("--preprocess", "pixels", "--noise", "0");
        JsonNode bits = new ObjectMapper()
                .readTree(ok("evaluate", run, "--log-likelihood", "--json").out())
                .get("bits_per_dimension");
        double expected = 0.5 * Math.log(2 * Math.PI * Math.E * (1.25 + 1.0 / 12)) / Math.log(2);
        assertEquals(expected, bits.get("mean").asDouble(), 3 * bits.get("se").asDouble() + 0.03);
        assertTrue(ok("evaluate", run, "--log-likelihood").out().contains("  bits per dimension"));
    }

    @Test
    void tablesHaveNone() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(ok("evaluate", train("--preprocess", "whiten"), "--log-likelihood", "--json")
                        .out());
        assertTrue(json.get("bits_per_dimension").isNull());
    }

    private String train(String... options) throws Exception {
        String run = folder.resolve("run").toString();
        String[] all = new String[options.length + 7];
        System.arraycopy(
                new String[] {"train", "--data", images().toString(), "--model", "gaussian", "--out", run},
                0,
                all,
                0,
                7);
        System.arraycopy(options, 0, all, 7, options.length);
        ok(all);
        return run;
    }

    private static Ssm.Result ok(String... arguments) {
        Ssm.Result result = Ssm.run(arguments);
        assertEquals(0, result.code(), result.err());
        return result;
    }
}
