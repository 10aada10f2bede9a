package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;
import static org.slicedscore.testkit.Expect.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.option.Options;

/**
 * The contract of {@link Exporter}s. Extend it, return the exporter, and run the class with JUnit. Whether another runtime computes
 * the same numbers from a file is for your own tests.
 *
 * @since 0.2.0
 */
public abstract class ExporterContract extends PluginContract {
    /** For subclasses. */
    protected ExporterContract() {}

    /** {@return the exporter under test, a fresh or shared instance} */
    protected abstract Exporter exporter();

    @Override
    protected final Exporter plugin() {
        return exporter();
    }

    private static final class Stream extends ByteArrayOutputStream {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private Stream written(Exporter.Trained trained, Options options) {
        Stream out = new Stream();
        try {
            exporter().write(trained, options, out);
        } catch (IOException e) {
            throw new AssertionError(name() + ": fails with " + e + " on a stream that takes everything", e);
        }
        return out;
    }

    /** The ending of file names. */
    @Check("its files have an ending")
    protected void filesHaveAnEnding() {
        assertTrue(
                exporter().ending().matches("\\.[a-z0-9]+(\\.[a-z0-9]+)*"),
                name() + ": ending() is '" + exporter().ending() + "'; a dot and lower-case letters are expected");
    }

    /** The same model gives the same bytes, and the stream stays open. */
    @Check("the same model gives the same bytes, and the stream stays open")
    protected void bytesAreTheSame() {
        Stream first = written(KitTrained.ordinary(1), settings());
        assertTrue(first.size() > 0, name() + ": nothing was written");
        assertFalse(first.closed, name() + ": the stream was closed; flush it and leave it to the caller");
        assertTrue(
                Arrays.equals(
                        first.toByteArray(),
                        written(KitTrained.ordinary(1), settings()).toByteArray()),
                name() + ": two files of the same model differ; leave out times, and iterate in a fixed order");
    }

    /** Other weights give another file. */
    @Check("other weights give another file")
    protected void weightsMatter() {
        assertFalse(
                Arrays.equals(
                        written(KitTrained.ordinary(1), settings()).toByteArray(),
                        written(KitTrained.ordinary(-0.75), settings()).toByteArray()),
                name() + ": files of different weights are the same");
    }

    /** Whatever a formula uses is written or refused by name before the first byte. */
    @Check("what cannot be written is refused before the first byte")
    protected void refusesBeforeWriting() {
        Map<String, UnaryOperator<Expr>> formulas = new LinkedHashMap<>();
        formulas.put("an exponential", Expr::exp);
        formulas.put("a logarithm", e -> e.square().log1p());
        formulas.put("sine and cosine", e -> e.sin().add(e.cos()));
        formulas.put("a choice", e -> e.less(Expr.constant(0)).select(e, e.negate()));
        formulas.put("a largest element", e -> e.sub(e.max(-1).expand(-1)));
        formulas.put("a rearrangement", e -> e.gather(1, 2, 0, 0).pad(1, 1, 0).slice(1, 0, 3));
        formulas.put("a scattered sum", e -> e.scatterAdd(1, 5, 1, 1, 4).slice(1, 0, 3));
        formulas.put(
                "a batched product",
                e -> e.expand(1)
                        .matmul(Expr.filled(0.5, org.slicedscore.api.expr.Shape.of(e.dim(0), 3, 3)))
                        .reshape(e.dim(0), 3));
        formulas.put(
                "a Cholesky factor",
                e -> e.add(Expr.filled(2, org.slicedscore.api.expr.Shape.of(3, 3))
                        .lowerTriangle()
                        .add(Expr.range(3).expand(1).sub(Expr.range(3)).square().less(Expr.constant(0.5)))
                        .cholesky()
                        .sum(0)));
        formulas.put(
                "random numbers", e -> e.add(Expr.of(new Primitive.Random(Distribution.NORMAL, "check", e.shape()))));
        formulas.forEach((what, last) -> {
            Stream out = new Stream();
            try {
                exporter().write(new KitTrained(1, last), settings(), out);
                assertTrue(out.size() > 0, name() + ": nothing was written of a formula with " + what);
            } catch (SsmException e) {
                assertEquals(Kind.USAGE, e.kind(), name() + ": refuses " + what + " with the wrong kind");
                assertEquals(0, out.size(), name() + ": bytes were written before " + what + " was refused");
            } catch (IOException | RuntimeException e) {
                throw new AssertionError(
                        name() + ": a formula with " + what + " fails with " + e + "; write it, or refuse it by name",
                        e);
            }
        });
    }

    /** A full disk is not hidden. */
    @Check("a stream that cannot be written to is reported")
    protected void reportsBrokenStreams() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        try {
            exporter().write(KitTrained.ordinary(1), settings(), broken);
        } catch (IOException e) {
            return;
        }
        fail(name() + ": the stream failed and nobody was told; let the IOException pass, and flush what you buffer");
    }

    /** Options at values that their declarations admit. */
    @Check("each option works at a few of its values")
    protected void optionsWork() {
        withEachOption(options -> written(KitTrained.ordinary(1), options));
    }
}
