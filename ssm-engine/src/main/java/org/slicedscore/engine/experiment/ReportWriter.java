package org.slicedscore.engine.experiment;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slicedscore.data.io.AtomicFiles;
import org.slicedscore.data.io.IoErrors;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.FigureRenderer;
import org.slicedscore.engine.run.Version;

/**
 * Writes an experiment's results: {@code results.json} and {@code results.csv}, {@code tables/*.md}, {@code figures/*.svg}
 * and {@code *.png}, and {@code README.md} with everything. Numbers are written first, even if the machine cannot draw.
 */
final class ReportWriter implements Report {
    private static final String QUICK = "quick run at reduced size: not the published setting";

    private final Experiment experiment;
    private final ExperimentResults results;
    private final ExperimentFolder folder;
    private final Experiments installed;
    private final StringBuilder page = new StringBuilder();
    private final List<Figure> figures = new ArrayList<>();

    ReportWriter(Experiment experiment, ExperimentResults results, ExperimentFolder folder, Experiments installed) {
        this.experiment = experiment;
        this.results = results;
        this.folder = folder;
        this.installed = installed;
    }

    Path write() {
        folder.writeResults(experiment, results);
        AtomicFiles.writeText(folder.path().resolve("results.csv"), csv());
        page.append("# ").append(experiment.title()).append("\n\n");
        mark(page);
        page.append("Experiment `")
                .append(experiment.id())
                .append("` (")
                .append(experiment.source())
                .append("), ssm ")
                .append(Version.get())
                .append(", backend ")
                .append(results.setup().backend())
                .append(", seeds: ")
                .append(results.setup().seeds())
                .append(". Raw results: [results.csv](results.csv), [results.json](results.json).\n\n");
        experiment.report(results, this);
        Path file = folder.path().resolve("README.md");
        AtomicFiles.writeText(file, page.toString().stripTrailing() + "\n");
        for (Figure figure : figures) {
            draw(figure);
        }
        return file;
    }

    private void mark(StringBuilder to) {
        if (results.setup().quick()) {
            to.append("**")
                    .append(QUICK.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(QUICK.substring(1))
                    .append(".**\n\n");
        }
    }

    @Override
    public void heading(String text) {
        page.append("## ").append(text).append("\n\n");
    }

    @Override
    public void paragraph(String markdown) {
        page.append(markdown.strip()).append("\n\n");
    }

    @Override
    public void table(String name, String caption, List<String> header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        line(table, header);
        line(table, header.stream().map(h -> "---").toList());
        rows.forEach(r -> line(table, r));
        StringBuilder file = new StringBuilder();
        mark(file);
        file.append(caption).append("\n\n").append(table);
        AtomicFiles.writeText(folder("tables").resolve(name + ".md"), file.toString());
        page.append(caption).append("\n\n").append(table).append('\n');
    }

    private static void line(StringBuilder to, List<String> cells) {
        cells.forEach(c -> to.append("| ").append(c.replace("|", "\\|")).append(' '));
        to.append("|\n");
    }

    @Override
    public void figure(Figure figure) {
        figures.add(figure);
        page.append("![")
                .append(figure.caption().replace("[", "(").replace("]", ")"))
                .append("](figures/")
                .append(figure.name())
                .append(".png)\n\n*")
                .append(figure.caption())
                .append("* ([SVG](figures/")
                .append(figure.name())
                .append(".svg))\n\n");
    }

    private void draw(Figure figure) {
        String mark = results.setup().quick() ? QUICK : "";
        Path to = folder("figures");
        FigureRenderer renderer = installed.renderer();
        AtomicFiles.write(to.resolve(figure.name() + ".svg"), out -> renderer.svg(figure, mark, out));
        AtomicFiles.write(to.resolve(figure.name() + ".png"), out -> renderer.png(figure, mark, out));
    }

    private Path folder(String name) {
        Path path = folder.path().resolve(name);
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw IoErrors.writing(path, e);
        }
    }

    /** Settings and single values, one line per cell; lists are in the JSON only. */
    private String csv() {
        Set<String> settings = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>();
        for (ExperimentResults.Row row : results.rows()) {
            settings.addAll(row.cell().settings().keySet());
            row.values().forEach((name, value) -> {
                if (!(value instanceof Collection<?>) && !(value instanceof Map<?, ?>)) {
                    values.add(name);
                }
            });
        }
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> header = new ArrayList<>(List.of("cell", "quick"));
            settings.forEach(s -> header.add(values.contains(s) ? "setting_" + s : s));
            header.addAll(values);
            header.add("cell_seconds");
            csv.writeRecord(header);
            for (ExperimentResults.Row row : results.rows()) {
                List<String> line = new ArrayList<>();
                line.add(row.cell().id());
                line.add(String.valueOf(results.setup().quick()));
                settings.forEach(s -> line.add(row.cell().settings().getOrDefault(s, "")));
                values.forEach(v -> line.add(row.text(v)));
                line.add(String.format(Locale.ROOT, "%.3f", row.seconds()));
                csv.writeRecord(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
