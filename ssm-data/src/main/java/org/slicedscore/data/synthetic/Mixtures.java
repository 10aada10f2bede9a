package org.slicedscore.data.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Curves as mixtures of many equal Gaussians, spaced closer than their width, so that density and score are exact. */
final class Mixtures {
    private static final int MOON = 64;
    private static final int RING = 64;
    private static final int ARM = 160;

    private Mixtures() {}

    static SyntheticSet twoMoons(double sigma) {
        List<double[]> centres = new ArrayList<>();
        for (int k = 0; k < MOON; k++) {
            double t = Math.PI * (k + 0.5) / MOON;
            centres.add(new double[] {Math.cos(t), Math.sin(t)});
            centres.add(new double[] {1 - Math.cos(t), 0.5 - Math.sin(t)});
        }
        return new GaussianMixture("two-moons", centres, sigma);
    }

    static SyntheticSet rings(double sigma) {
        List<double[]> centres = new ArrayList<>();
        for (int radius = 1; radius <= 3; radius++) {
            int count = RING * radius;
            for (int k = 0; k < count; k++) {
                double t = 2 * Math.PI * k / count;
                centres.add(new double[] {radius * Math.cos(t), radius * Math.sin(t)});
            }
        }
        return new GaussianMixture("rings", centres, sigma);
    }

    /** The weight of the centre at the angle πk/4 is proportional to 1 + slope·k. */
    static SyntheticSet eightGaussians(double sigma, double slope) {
        List<double[]> centres = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            double t = Math.PI * k / 4;
            centres.add(new double[] {2 * Math.cos(t), 2 * Math.sin(t)});
        }
        return new GaussianMixture("eight-gaussians", centres, k -> 1 + slope * k, sigma);
    }

    /** The angle grows as a square root, which spaces the centres of a spiral r = t/π almost evenly. */
    static SyntheticSet spirals(double sigma) {
        List<double[]> centres = new ArrayList<>();
        double start = 0.5 * Math.PI;
        double end = 3 * Math.PI;
        for (int k = 0; k < ARM; k++) {
            double t = Math.sqrt(start * start + (end * end - start * start) * (k + 0.5) / ARM);
            double x = t / Math.PI * Math.cos(t);
            double y = t / Math.PI * Math.sin(t);
            centres.add(new double[] {x, y});
            centres.add(new double[] {-x, -y});
        }
        return new GaussianMixture("spirals", centres, sigma);
    }
}
