package org.slicedscore.data;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.Generator;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.random.RandomStream;

/** Opens generators by their source or by a table drawn from them. */
public final class Generators {
    private Generators() {}

    /** An open generator, and the source of data that it stands for. */
    public record Open(Generator.Source source, DataSource.Generated description) {
        /**
         * Rows drawn in advance, [count, D]. Row i depends only on the source's seed and i, so a longer table begins
         * with the same rows.
         */
        double[] rows(int count) {
            int dim = source.dim();
            double[] out = new double[count * dim];
            RandomStream random = new RandomStream(description.seed(), description.kind());
            for (int row = 0; row < count; row++) {
                random.restart(row);
                source.draw(random, out, row * dim);
                for (int j = row * dim; j < (row + 1) * dim; j++) {
                    if (!Double.isFinite(out[j])) {
                        throw Problem.data(description.name())
                                .says("row %d, column %d is %s", row, j - row * dim + 1, out[j])
                                .expected("finite numbers from the generator")
                                .remedy("repair it, or give it other options")
                                .exception();
                    }
                }
            }
            return out;
        }
    }

    /**
     * Opens the generator of a source.
     *
     * @param source the generator and its options
     * @param catalog the generators
     * @throws SsmException of kind USAGE for an unknown id or option, or an invalid value
     */
    public static Open open(DataSource.Generated source, Catalog catalog) {
        Subject kind = new Subject.File(source.kind());
        Generator generator = generator(kind, source.id(), catalog);
        List<String> names = new ArrayList<>(List.of("n", "seed"));
        names.addAll(generator.options().stream().map(Option::name).toList());
        for (String name : source.options().keySet()) {
            if (!names.contains(name)) {
                throw Problem.usage(kind)
                        .says("there is no parameter '%s'", name)
                        .remedy("%s", Names.hint(name, names))
                        .exception();
            }
        }
        Generator.Source open = generator.open(Options.parse(kind, generator.options(), source.options()));
        if (open.dim() < 1) {
            throw new IllegalStateException("generator '" + source.id() + "' has dimension " + open.dim());
        }
        return new Open(open, source);
    }

    private static Generator generator(Subject kind, String id, Catalog catalog) {
        try {
            return catalog.generator(id);
        } catch (SsmException e) {
            throw e.problem().about(kind).exception(e);
        }
    }

    /** An exactly known score in the original columns. */
    @FunctionalInterface
    public interface Score {
        /**
         * The score.
         *
         * @param x a row, [D]
         * @param out receives ∇ log p(x), [D]
         */
        void at(double[] x, double[] out);
    }

    /**
     * The score of the distribution that a table was drawn from.
     *
     * @param table the rows
     * @param catalog the generators
     * @return its score, or null if the table was not drawn, a column was left out, or the score is unknown
     */
    public static Score truth(Table table, Catalog catalog) {
        if (!(table.source() instanceof DataSource.Generated generated)) {
            return null;
        }
        Generator.Source source = open(generated, catalog).source();
        return source.knowsScore() && table.hasAllColumns(source.dim()) ? source::score : null;
    }

    /**
     * Whether a table was drawn by a generator.
     *
     * @param table the rows
     * @return true if its source is a generator
     */
    public static boolean drawn(Table table) {
        return table.source() instanceof DataSource.Generated;
    }
}
