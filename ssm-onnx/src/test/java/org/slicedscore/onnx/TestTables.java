package org.slicedscore.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/** Tables that call for every step of a preprocessing. */
final class TestTables {
    static final int ROWS = 400;

    private TestTables() {}

    /**
     * Four columns of numbers: of very different size and place, two of them correlated, one with a few values far out, so that
     * it is logarithmic there.
     */
    static Table numbers(Path folder) throws IOException {
        return numbers(folder, 1013, 1e-4);
    }

    /** The same without size and place. */
    static Table scaled(Path folder) throws IOException {
        return numbers(folder, 0, 1);
    }

    private static Table numbers(Path folder, double place, double size) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b,c,d\n");
        for (int i = 0; i < ROWS; i++) {
            double a = random.nextGaussian();
            double b = a * a - 1 + 0.5 * random.nextGaussian();
            double c = 0.7 * a + 0.7 * random.nextGaussian();
            double d = random.nextGaussian() * (i % 50 == 7 ? 200 : 1);
            text.append(String.format(Locale.ROOT, "%s,%s,%s,%s%n", a, (float) (place + 0.3 * b), size * c, d));
        }
        return read(folder, text);
    }

    /** Numbers, some of them missing, words, some of them missing, a constant column, and times with an hour and a day of the week. */
    static Table messy(Path folder) throws IOException {
        Random random = new Random(2);
        String[] colours = {"red", "green", "blue", "black"};
        StringBuilder text = new StringBuilder("when,x,y,colour,unit,answer\n");
        for (int i = 0; i < ROWS; i++) {
            int hours = 5 * i + random.nextInt(7);
            String day = java.time.LocalDate.of(2026, 3, 1).plusDays(hours / 24).toString();
            double x = random.nextGaussian() + (hours % 24 > 12 ? 2 : 0);
            String y = random.nextInt(5) == 0 ? "" : String.valueOf(20 + 3 * random.nextGaussian() + x);
            String colour = random.nextInt(9) == 0 ? "" : colours[random.nextInt(4)];
            String answer = random.nextBoolean() ? "yes" : "no";
            text.append(
                    String.format(Locale.ROOT, "%s %02d:00,%s,%s,%s,7,%s%n", day, hours % 24, x, y, colour, answer));
        }
        return read(folder, text);
    }

    private static Table read(Path folder, CharSequence text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "table", ".csv"), text);
        return DataReader.read(file.toString(), ReadOptions.DEFAULT);
    }
}
