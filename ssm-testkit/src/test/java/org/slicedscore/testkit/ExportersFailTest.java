package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/** Exporters with one mistake each fail their contract, which says what is wrong. */
class ExportersFailTest {
    /** Writes the arrays as text, of which subclasses get something wrong. */
    private static class Text implements Exporter {
        @Override
        public String id() {
            return "wrong";
        }

        @Override
        public String description() {
            return "An exporter with a mistake";
        }

        @Override
        public String ending() {
            return ".txt";
        }

        String text(Trained trained) {
            StringBuilder text = new StringBuilder();
            trained.arrays()
                    .forEach((name, array) -> text.append(name).append(java.util.Arrays.toString(array.values())));
            return text.toString();
        }

        @Override
        public void write(Trained trained, Options options, OutputStream out) throws IOException {
            out.write(text(trained).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ExporterContract contract(Exporter exporter) {
        return new ExporterContract() {
            @Override
            protected Exporter exporter() {
                return exporter;
            }
        };
    }

    @Test
    void anExporterWithoutADot() {
        assertFails(
                contract(new Text() {
                    @Override
                    public String ending() {
                        return "TXT";
                    }
                })::filesHaveAnEnding,
                "a dot and lower-case letters");
    }

    @Test
    void anExporterThatWritesTheTime() {
        assertFails(
                contract(new Text() {
                    @Override
                    String text(Trained trained) {
                        return super.text(trained) + System.nanoTime();
                    }
                })::bytesAreTheSame,
                "leave out times");
    }

    @Test
    void anExporterWithoutWeights() {
        assertFails(
                contract(new Text() {
                    @Override
                    String text(Trained trained) {
                        return trained.inputs().toString();
                    }
                })::weightsMatter,
                "different weights are the same");
    }

    @Test
    void anExporterThatRefusesTooLate() {
        assertFails(
                contract(new Text() {
                    @Override
                    public void write(Trained trained, Options options, OutputStream out) throws IOException {
                        super.write(trained, options, out);
                        Expr rows = Expr.of(new Primitive.Input("x", Shape.of(5, 2)));
                        if (trained.outputs(rows).get("log_density").toString().contains("SUM")) {
                            throw SsmException.usage("no sums");
                        }
                    }
                })::refusesBeforeWriting,
                "bytes were written before");
    }

    @Test
    void anExporterThatHidesAFullDisk() {
        assertFails(
                contract(new Text() {
                    @Override
                    public void write(Trained trained, Options options, OutputStream out) {
                        try {
                            super.write(trained, options, out);
                        } catch (IOException e) {
                            new UncheckedIOException(e).getMessage();
                        }
                    }
                })::reportsBrokenStreams,
                "nobody was told");
    }
}
