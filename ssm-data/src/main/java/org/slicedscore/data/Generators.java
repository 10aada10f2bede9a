package org.slicedscore.data;

import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.Generator;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;

/** Opens generators, and distributions by the source of a table. */
public final class Generators {
    private Generators() {}

    /**
     * An open generator.
     *
     * @param source the distribution
     * @param description the source of data that it stands for
     */
    public record Open(Generator.Source source, DataSource.Sampler description) {
        /**
         * Rows drawn in advance. Row i depends only on the source's seed and i, so a longer table begins with the same rows.
         *
         * @param count how many
         * @return [count, D]
         */
        double[] rows(int count) {
            int dim = source.dim();
            double[] out = new double[count * dim];
            RandomStream random = new RandomStream(description.seed(), "generator:" + description.id());
            for (int row = 0; row < count; row++) {
                random.restart(row);
                source.draw(random, out, row * dim);
                for (int j = row * dim; j < (row + 1) * dim; j++) {
                    if (!Double.isFinite(out[j])) {
                        throw SsmException.data(
                                "%s: row %d, column %d is %s, expected finite numbers from the generator; repair it, or give "
                                        + "it other options",
                                description, row, j - row * dim + 1, out[j]);
                    }
                }
            }
            return out;
        }
    }

    /**
     * Opens the generator of a source.
     *
     * @param source names it and its options
     * @param catalog where generators are
     * @return the distribution
     * @throws SsmException of kind USAGE if there is none of that id, or on an unknown option or a bad value
     */
    public static Open open(DataSource.Sampler source, Catalog catalog) {
        Generator generator = catalog.generator(source.id());
        Options options = Options.parse(
                "--data " + DataSource.Sampler.PREFIX + source.id(), generator.options(), source.options());
        Generator.Source open = generator.open(options);
        if (open.dim() < 1) {
            throw new IllegalStateException("generator '" + source.id() + "' has dimension " + open.dim());
        }
        return new Open(open, source);
    }

    /** A score on the original columns that is known exactly. */
    @FunctionalInterface
    public interface Score {
        /**
         * The score.
         *
         * @param x a row, [D]
         * @param out where ∇ log p(x) goes, [D]
         */
        void at(double[] x, double[] out);
    }

    /**
     * The score of the distribution that a table was drawn from.
     *
     * @param table the rows
     * @param catalog where generators are
     * @return its score, or null if the table was not drawn, a column was left out, or the score is not known
     */
    public static Score truth(Table table, Catalog catalog) {
        if (!drawn(table)) {
            return null;
        }
        return switch (DataSource.parse(table.source())) {
            case DataSource.Synthetic s -> {
                SyntheticSet set = SyntheticSets.create(s.name(), s.parameters());
                yield whole(table, set.dim()) ? set::score : null;
            }
            case DataSource.Sampler s -> {
                Generator.Source source = open(s, catalog).source();
                yield source.knowsScore() && whole(table, source.dim()) ? source::score : null;
            }
            default -> null;
        };
    }

    /**
     * Whether a table was drawn from a distribution with a name.
     *
     * @param table the rows
     * @return true if its source says so
     */
    public static boolean drawn(Table table) {
        return table.source().startsWith("synthetic:") || table.source().startsWith(DataSource.Sampler.PREFIX);
    }

    private static boolean whole(Table table, int dim) {
        List<String> all = IntStream.rangeClosed(1, dim).mapToObj(j -> "x" + j).toList();
        return all.equals(table.columns());
    }
}
