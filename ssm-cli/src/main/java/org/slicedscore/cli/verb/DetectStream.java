package org.slicedscore.cli.verb;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.cli.config.FlagWording;
import org.slicedscore.cli.output.RecordWriter;
import org.slicedscore.cli.output.RowFormat;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;

/** Rows of text that come one by one, a header first. Each is answered before the next is read. */
final class DetectStream {
    private DetectStream() {}

    static void follow(
            DetectionRun stored,
            DetectVerb.Own own,
            RowFormat format,
            InputStream in,
            OutputStream out,
            Context context)
            throws IOException {
        Detection detection = stored.detection();
        DetectReport report = new DetectReport(detection, own);
        List<String> names = new ArrayList<>(report.names());
        names.add("error");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String header = lines.readLine();
        if (header == null) {
            throw Problem.data("standard input")
                    .says("is empty")
                    .expected("a header and rows")
                    .exception();
        }
        ReadOptions options = stored.origin()
                .options()
                .withColumns(null)
                .withLabel("none")
                .withDivision(null, null)
                .withHeader(ReadOptions.Header.YES);
        // no row could be answered under a header that does not serve
        reader(context, header + "\n").checkColumns(options, detection.schema());
        RecordWriter writer = new RecordWriter(format, out, names);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            List<Object> record;
            try {
                Table table = reader(context, header + "\n" + line + "\n")
                        .read(new DataSource.StandardInput(), options, detection.schema());
                double[] cells = table.values();
                Detection.Answers answers = detection.apply(cells);
                record = report.record(number, answers.pValues()[0], answers.scores()[0], cells, 0);
                record.add(null);
            } catch (SsmException e) {
                record = new ArrayList<>(Collections.nCopies(names.size(), null));
                record.set(0, number);
                record.set(names.size() - 1, text(e));
            }
            writer.row(record);
            writer.flush();
            number++;
        }
        writer.flush();
    }

    private static DataReader reader(Context context, String text) {
        return new DataReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), context.catalog());
    }

    /** What is wrong with a row. Its place would mislead: the row alone was read, behind the header. */
    private static String text(SsmException e) {
        Problem problem = e.problem();
        String statement = problem.statement().text(FlagWording.FLAGS);
        return switch (problem.subject().orElse(null)) {
            case Subject.Cell cell -> cell.column().inTable() + ": " + statement;
            case Subject.Column column -> column.inTable() + ": " + statement;
            case Subject.File _, Subject.Place _, Subject.Byte _ -> statement;
            case null, default -> problem.text(FlagWording.FLAGS);
        };
    }
}
