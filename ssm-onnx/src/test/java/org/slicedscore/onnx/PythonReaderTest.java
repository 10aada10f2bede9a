package org.slicedscore.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.export.ModelExport;
import org.slicedscore.engine.export.Provenance;

/** The reader in docs/export.md, run by the machine's Python. */
class PythonReaderTest {
    @TempDir
    private static Path folder;

    @Test
    void theDocumentedReaderReadsWhatWasWritten() throws Exception {
        Path docs = Path.of(System.getProperty("ssm.root"), "docs", "export.md");
        Matcher reader = Pattern.compile("```python\n(import json.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(docs));
        assertTrue(reader.find(), "no reader in " + docs);
        Table table = TestTables.messy(folder);
        ModelExport export = new ModelExport(
                Learned.model(
                        Learned.preprocessing(table, Scaling.WHITEN, Outliers.KEEP), Map.of("model", "mlp-energy")),
                new Provenance(table.rows(), table.sha256()));
        Exporter exporter = Learned.CATALOG.exporter("safetensors");
        Path file = folder.resolve("model.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            exporter.write(export, Options.defaults(exporter.options()), out);
        }
        Path script = Files.writeString(folder.resolve("read.py"), reader.group(1) + """

                metadata, arrays = read(sys.argv[1])
                print(metadata["data_sha256"])
                for name in sorted(arrays):
                    a = arrays[name].astype(np.float64)
                    print(name, list(a.shape), "%.9e" % a.sum(), "%.9e" % np.abs(a.ravel()[-1]))
                """);
        Process python = new ProcessBuilder("python3", script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), said);
        assertEquals(expected(table, export), said);
    }

    private static String expected(Table table, ModelExport export) {
        StringBuilder text = new StringBuilder(table.sha256() + "\n");
        for (Map.Entry<String, Detector.Array> entry : new TreeMap<>(export.arrays()).entrySet()) {
            double[] values = entry.getValue().values();
            String shape = entry.getValue().shape().toString().replace(",", ", ");
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s %.9e %.9e%n",
                    entry.getKey(),
                    shape,
                    sum(values, 0, values.length),
                    Math.abs(values[values.length - 1])));
        }
        return text.toString();
    }

    /** Pairwise, as NumPy adds up, so that the ninth digit agrees. */
    private static double sum(double[] values, int from, int to) {
        if (to - from < 8) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[i];
            }
            return sum;
        }
        int middle = (from + to) / 2;
        return sum(values, from, middle) + sum(values, middle, to);
    }
}
