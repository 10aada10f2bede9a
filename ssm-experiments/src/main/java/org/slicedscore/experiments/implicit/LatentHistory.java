package org.slicedscore.experiments.implicit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured during training, kept in a file so that an interrupted cell can resume. */
final class LatentHistory {
    private static final List<String> COLUMNS =
            List.of("step", "seconds", "loss", "reconstruction", "score_loss", "nll", "nll_se");

    private final Path file;
    private final List<double[]> lines = new ArrayList<>();

    /**
     * The history in a file.
     *
     * @param file where it is kept
     * @param until lines of later steps, whose checkpoint was lost, are left out
     */
    LatentHistory(Path file, long until) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                List<String> text = Files.readAllLines(file);
                text.subList(1, text.size()).stream()
                        .map(line -> Arrays.stream(line.split(","))
                                .mapToDouble(Double::parseDouble)
                                .toArray())
                        .filter(line -> line[0] <= until)
                        .forEach(lines::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a line, in the order of the columns. */
    void add(double... line) {
        lines.add(line);
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (double[] each : lines) {
            text.append(String.join(
                            ",", Arrays.stream(each).mapToObj(Double::toString).toList()))
                    .append('\n');
        }
        try {
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list for each column. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            int column = i;
            values.put(
                    COLUMNS.get(i),
                    lines.stream().mapToDouble(l -> l[column]).boxed().toList());
        }
        return values;
    }
}
