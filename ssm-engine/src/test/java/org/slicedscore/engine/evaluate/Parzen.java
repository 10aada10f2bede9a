package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import org.slicedscore.data.Dataset;

/** A kernel density estimate: a model that has learned rows by heart, the more so the narrower its kernels are. */
record Parzen(Dataset centres, double width) implements Yardstick {
    @Override
    public String id() {
        return "parzen";
    }

    @Override
    public String name() {
        return "Parzen " + width;
    }

    @Override
    public Values at(Dataset rows) {
        int dim = rows.dim();
        double precision = 1 / (width * width);
        double[] losses = new double[rows.rows()];
        double[] logs = new double[rows.rows()];
        double[] kernels = new double[centres.rows()];
        double[] score = new double[dim];
        for (int i = 0; i < losses.length; i++) {
            for (int c = 0; c < kernels.length; c++) {
                double squares = 0;
                for (int j = 0; j < dim; j++) {
                    double d = rows.values()[i * dim + j] - centres.values()[c * dim + j];
                    squares += d * d;
                }
                kernels[c] = -0.5 * squares * precision;
            }
            double largest = Arrays.stream(kernels).max().orElseThrow();
            double sum = 0;
            for (int c = 0; c < kernels.length; c++) {
                kernels[c] = kernels[c] - largest < -40 ? 0 : Math.exp(kernels[c] - largest);
                sum += kernels[c];
            }
            Arrays.fill(score, 0);
            double own = 0;
            for (int c = 0; c < kernels.length; c++) {
                double share = kernels[c] / sum;
                if (share == 0) {
                    continue;
                }
                double squares = 0;
                for (int j = 0; j < dim; j++) {
                    double s = (centres.values()[c * dim + j] - rows.values()[i * dim + j]) * precision;
                    score[j] += share * s;
                    squares += s * s;
                }
                own += share * squares;
            }
            double squares = Arrays.stream(score).map(s -> s * s).sum();
            // tr H = Σ r ‖s‖² − D/h² − ‖s‖²
            losses[i] = own - dim * precision - squares + 0.5 * squares;
            logs[i] = largest + Math.log(sum / kernels.length) - 0.5 * dim * Math.log(2 * Math.PI / precision);
        }
        return new Values(losses, logs);
    }
}
