package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void agreesWithThePlatform() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            String text = switch (i % 4) {
                case 0 -> Double.toString(value);
                case 1 -> String.format(java.util.Locale.ROOT, "%.6f", value);
                case 2 -> String.format(java.util.Locale.ROOT, "%.12e", value);
                default -> Long.toString((long) value);
            };
            assertEquals(Double.parseDouble(text), Numbers.parse(text), text);
        }
        for (String text :
                new String[] {"-0", "0.0000000000000000000000001", "+.5", "5.", "123456789012345678", "1E-400"}) {
            assertEquals(Double.parseDouble(text), Numbers.parse(text), text);
        }
        assertTrue(Double.isNaN(Numbers.parse("nan")));
        assertTrue(Double.isNaN(Numbers.parse(" ")));
    }
}
