package org.slicedscore.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;

/**
 * A file format of trained models for other runtimes: {@code ssm export RUN --format ID}. An exporter gets formulas, and never has
 * to find a derivative: where a result is a gradient, it is an ordinary expression already.
 *
 * @since 0.2.0
 */
public interface Exporter extends Plugin {
    /** What was learned: formulas from raw rows to results, and the arrays in them. */
    interface Trained {
        /** {@return the names of a row's numbers, in order: I names} */
        List<String> inputs();

        /**
         * Builds the results as expressions over the rows and over variables, whose values {@link #arrays} has.
         *
         * <p>Formulas are simplified: equal nodes are one, and the only activation function is tanh, of order 0. All others and all
         * derivatives are written in terms of tanh and the exponential function. There is no {@link
         * org.slicedscore.api.expr.Primitive.Random} and no loop.
         *
         * @param rows an input of shape [B,I]; NaN stands for a missing number. Graphs for two numbers of rows B differ in
         *     nothing but extents, if both are at least 2 and no other extent is equal to them
         * @return by name, each [B] or [B,K]
         */
        Map<String, Expr> outputs(Expr rows);

        /**
         * {@return the arrays by name: the values of all variables of the formulas, and, with names that begin with {@code
         * preprocess.}, what the constants of the formulas were made of}
         */
        Map<String, Detector.Array> arrays();

        /**
         * {@return texts that a file should hold beside the formulas, by name: the columns, the names of the components of a
         * result, and where the model comes from}
         */
        Map<String, String> metadata();
    }

    /** {@return the usual ending of file names, such as {@code .onnx}} */
    String ending();

    /**
     * Writes a file. The same model and options give the same bytes.
     *
     * @param trained what to write
     * @param options values of the options that the exporter declares
     * @param out receives the file; not closed
     * @throws SsmException of kind USAGE if something cannot be written in this format: the message names it, and nothing has been written yet
     * @throws IOException if the stream cannot be written to
     */
    void write(Trained trained, Options options, OutputStream out) throws IOException;
}
