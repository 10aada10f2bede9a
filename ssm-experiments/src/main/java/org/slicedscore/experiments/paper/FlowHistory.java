package org.slicedscore.experiments.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.engine.train.Estimate;

/** The losses of a flow after each epoch, kept in a file so that an interrupted cell can resume. */
final class FlowHistory {
    private static final String HEADER = "epoch,seconds,sm,sm_se,ll,ll_se";

    private final Path file;
    private final List<double[]> lines = new ArrayList<>();

    private FlowHistory(Path file) {
        this.file = file;
    }

    static FlowHistory read(Path file) {
        FlowHistory history = new FlowHistory(file);
        if (Files.exists(file)) {
            try {
                List<String> lines = Files.readAllLines(file);
                for (String line : lines.subList(1, lines.size())) {
                    history.lines.add(Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return history;
    }

    /** Whether a score-matching loss is the best so far. */
    boolean better(Estimate sm) {
        return lines.stream().allMatch(l -> sm.mean() < l[2]);
    }

    /** Records an epoch. */
    void add(int epoch, double seconds, Estimate sm, Estimate ll) {
        lines.add(new double[] {epoch, seconds, sm.mean(), sm.standardError(), ll.mean(), ll.standardError()});
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (double[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                text.append(i == 0 ? "" : ",").append(line[i]);
            }
            text.append('\n');
        }
        AtomicFiles.writeText(file, text.toString());
    }

    /** Forgets what follows an epoch, from whose end training goes on. */
    void cut(int epochs) {
        lines.subList(Math.min(epochs, lines.size()), lines.size()).clear();
    }

    int size() {
        return lines.size();
    }

    /** Of training so far. */
    double seconds() {
        return lines.stream().mapToDouble(l -> l[1]).sum();
    }

    /** As a cell's values: a list for each column, and the epoch of the best loss. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("epoch_seconds", column(1));
        values.put("sm", column(2));
        values.put("sm_se", column(3));
        values.put("ll", column(4));
        values.put("ll_se", column(5));
        double[] best = lines.getFirst();
        for (double[] line : lines) {
            best = line[2] < best[2] ? line : best;
        }
        values.put("best_epoch", best[0]);
        return values;
    }

    private double[] column(int i) {
        return lines.stream().mapToDouble(l -> l[i]).toArray();
    }
}
