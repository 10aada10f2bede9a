package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.output.RecordWriter;
import org.slicedscore.data.Labels;
import org.slicedscore.data.Table;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.engine.detect.BenjaminiHochberg;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.Proportion;
import org.slicedscore.engine.detect.Ranking;
import org.slicedscore.engine.detect.Reasons;

/** The answers to rows as records, and what is said of all of them together. */
final class DetectReport {
    private final Detection detection;
    private final DetectVerb.Own own;
    private final int reasons;
    private Detection.Answers answers;
    private double threshold;

    DetectReport(Detection detection, DetectVerb.Own own) {
        this.detection = detection;
        this.own = own;
        this.reasons = Math.min(own.reasons(), detection.columns().size());
        this.threshold = own.alpha();
    }

    List<String> names() {
        List<String> names = new ArrayList<>(List.of("row", "p_value", "anomaly", "score"));
        for (int k = 1; k <= reasons; k++) {
            names.addAll(List.of("reason_" + k, "share_" + k, "expected_" + k));
        }
        if (own.vector()) {
            detection.columns().forEach(column -> names.add("part_" + column.name()));
        }
        return names;
    }

    void write(Table table, RecordWriter writer) {
        double[] cells = table.values();
        answers = detection.apply(cells);
        threshold = own.fdr() == null ? own.alpha() : BenjaminiHochberg.threshold(answers.pValues(), own.fdr());
        int inputs = detection.columns().size();
        for (int i = 0; i < table.rows(); i++) {
            writer.row(record(table.origin()[i], answers.pValues()[i], answers.scores()[i], cells, i * inputs));
        }
    }

    /** One row's record. Nothing makes a row strange that is not flagged, so it has no reasons. */
    List<Object> record(int number, double pValue, double score, double[] cells, int from) {
        boolean flagged = pValue <= threshold;
        List<Object> record = new ArrayList<>(List.of(number, pValue, flagged ? 1 : 0, score));
        if (!own.vector() && !(flagged && reasons > 0)) {
            record.addAll(Collections.nCopies(3 * reasons, null));
            return record;
        }
        Reasons why = detection.explain(cells, from);
        List<Integer> order = why.order();
        for (int k = 0; k < reasons; k++) {
            int j = order.get(k);
            Column column = detection.columns().get(j);
            record.add(column.name());
            record.add(why.share(j));
            record.add(cell(column, why.expected()[j]));
        }
        for (int j = 0; own.vector() && j < why.contributions().length; j++) {
            record.add(why.contributions()[j]);
        }
        return record;
    }

    private static Object cell(Column column, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        // a number of three digits more than it is known to would look as if it were exact
        return column.kind() == Kind.NUMBER
                ? (Object) Double.valueOf(String.format(Locale.ROOT, "%.4g", value))
                : column.text(value);
    }

    /** What is said of all rows: how many are flagged, and against the truth if that is known. */
    List<String> summary(Table table) {
        List<String> lines = new ArrayList<>();
        long flagged =
                Arrays.stream(answers.pValues()).filter(p -> p <= threshold).count();
        lines.add(String.format(
                Locale.ROOT,
                "flagged %,d of %,d rows at %s",
                flagged,
                table.rows(),
                own.fdr() == null ? "alpha " + own.alpha() : "an expected share of normal ones of " + own.fdr()));
        Labels labels = table.labels();
        if (labels != null) {
            lines.addAll(judged(labels));
        }
        return lines;
    }

    private List<String> judged(Labels labels) {
        boolean[] strange = strange(labels);
        Ranking ranking = Ranking.of(answers.scores(), strange);
        long normal = 0;
        long falseAlarms = 0;
        long found = 0;
        for (int i = 0; i < strange.length; i++) {
            boolean flag = answers.pValues()[i] <= threshold;
            normal += strange[i] ? 0 : 1;
            falseAlarms += flag && !strange[i] ? 1 : 0;
            found += flag && strange[i] ? 1 : 0;
        }
        Proportion rate = new Proportion(falseAlarms, normal);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "label '%s': AUROC %.4f, average precision %.4f",
                        labels.name(),
                        ranking.auroc(),
                        ranking.averagePrecision()),
                String.format(
                        Locale.ROOT,
                        "false alarms %,d of %,d normal rows: %.2f %% (95 %% interval %.2f to %.2f %%); found %,d of %,d",
                        falseAlarms,
                        normal,
                        100 * rate.share(),
                        100 * rate.low(),
                        100 * rate.high(),
                        found,
                        strange.length - normal));
    }

    /** Of 0 and 1, true is strange; of two words, the rarer one. */
    private static boolean[] strange(Labels labels) {
        TreeSet<String> words = new TreeSet<>();
        for (int i = 0; i < labels.size(); i++) {
            words.add(labels.text(i));
        }
        if (words.size() != 2) {
            throw Problem.data(Subject.setting("label", labels.name()))
                    .found("%d different values", words.size())
                    .expected("two: 0 and 1, or two words of which the rarer is strange")
                    .exception();
        }
        String first = words.first();
        long count = 0;
        for (int i = 0; i < labels.size(); i++) {
            count += labels.text(i).equals(first) ? 1 : 0;
        }
        boolean numbers = first.matches("0(\\.0*)?") && words.last().matches("1(\\.0*)?");
        String rare = numbers ? words.last() : 2 * count < labels.size() ? first : words.last();
        boolean[] strange = new boolean[labels.size()];
        for (int i = 0; i < strange.length; i++) {
            strange[i] = labels.text(i).equals(rare);
        }
        return strange;
    }
}
