package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Finding.Kind;

/**
 * A preprocessing fitted to training rows, and the reasons for it.
 *
 * @param preprocessing the fitted map
 * @param diagnostics the findings in the training rows
 * @param notes lines for the user: findings and decisions
 */
public record Preparation(Preprocessing preprocessing, Diagnostics diagnostics, List<Message> notes) {
    /** The default noise, in standard deviations of a coordinate (the paper's choice for its tables). */
    public static final double DEFAULT_NOISE = 0.05;

    /**
     * Examines training rows, decides on dequantisation and noise, and fits the map to the model's coordinates.
     *
     * @param table the table
     * @param train indices of the training rows, at least 2; other rows are not used
     * @param options the options
     * @return the preprocessing and its reasons
     * @throws SsmException of kind DATA if a column is constant, or a linear function of others after dequantisation,
     *     and no noise was requested; or if there are too few rows for whitening
     */
    public static Preparation fit(Table table, int[] train, PrepareOptions options) {
        if (train.length < 2) {
            throw Problem.data(table.name())
                    .found("%d rows to train on", train.length)
                    .expected("at least 2")
                    .exception();
        }
        Diagnostics diagnostics = Diagnostics.of(table, train);
        refuseConstant(table, diagnostics, options);
        List<Message> done = new ArrayList<>();

        int[] ids = new int[train.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = table.origin()[train[i]];
        }
        double[] gap = gaps(diagnostics, options, done);
        double[] spread = Preprocessing.dequantize(table.gather(train), ids, gap, options.seed());
        if (!options.noiseAsked()) {
            refuseDependent(table, spread);
        }
        Affine transform = transform(table, spread, options);
        double[] noise = noise(diagnostics, options, done);
        List<Message> notes = new ArrayList<>(table.notes());
        for (Finding finding : diagnostics.findings()) {
            // the note on the action taken replaces the remedy
            notes.add(isMended(finding, gap, noise) ? Message.of(finding.message()) : finding.line());
        }
        notes.addAll(done);
        Preprocessing fitted =
                new Preprocessing(options.scaling(), table.columns(), options.seed(), transform, gap, noise);
        return new Preparation(fitted, diagnostics, List.copyOf(notes));
    }

    private static boolean isMended(Finding finding, double[] gap, double[] noise) {
        return switch (finding.kind()) {
            case QUANTISED -> Arrays.stream(gap).anyMatch(g -> g > 0);
            case SPIKE, DUPLICATE_ROWS -> Arrays.stream(noise).anyMatch(n -> n > 0);
            default -> false;
        };
    }

    private static void refuseConstant(Table table, Diagnostics diagnostics, PrepareOptions options) {
        List<ColumnStats> constant =
                diagnostics.columns().stream().filter(ColumnStats::constant).toList();
        if (constant.isEmpty() || options.noiseAsked()) {
            return;
        }
        List<String> names = constant.stream().map(ColumnStats::name).toList();
        String value = names.size() == 1 ? " (" + constant.getFirst().min() + ")" : "";
        throw Problem.data(table.name())
                .found("one and the same value%s in all training rows of %s", value, Diagnostics.list(names))
                .expected("columns that vary")
                .remedy("leave out with %s, or add noise (%s)", Diagnostics.without(names), Diagnostics.NOISE)
                .exception();
    }

    private static double[] gaps(Diagnostics diagnostics, PrepareOptions options, List<Message> notes) {
        List<ColumnStats> columns = diagnostics.columns();
        double[] gap = new double[columns.size()];
        int count = 0;
        for (int j = 0; j < gap.length; j++) {
            boolean wanted = switch (options.dequantize()) {
                case ON -> true;
                case AUTO -> columns.get(j).quantised();
                case OFF -> false;
            };
            gap[j] = wanted ? columns.get(j).medianGap() : 0;
            count += gap[j] > 0 ? 1 : 0;
        }
        if (count > 0) {
            notes.add(Message.of(
                    "dequantised %d of %d columns by U(-1, 1) times the median gap of their values (%s leaves them)",
                    count, gap.length, Subject.setting("dequantize", "off")));
        }
        return gap;
    }

    /** The requested noise, or the default if the data need it. Unscaled columns get it in their own units. */
    private static double[] noise(Diagnostics diagnostics, PrepareOptions options, List<Message> notes) {
        List<ColumnStats> columns = diagnostics.columns();
        double[] noise = new double[columns.size()];
        if (options.noise().isPresent()) {
            Arrays.fill(noise, options.noise().getAsDouble());
            if (options.noiseAsked()) {
                notes.add(Message.of("added noise of standard deviation %s once", noise[0]));
            }
            return noise;
        }
        String reason = noiseReason(diagnostics);
        if (reason != null) {
            for (int j = 0; j < noise.length; j++) {
                noise[j] = DEFAULT_NOISE
                        * (options.scaling() == Scaling.NONE ? columns.get(j).std() : 1);
            }
            notes.add(Message.of(
                    "added noise of %s standard deviations once, because %s (%s leaves it out)",
                    DEFAULT_NOISE, reason, Subject.setting("noise", 0)));
        }
        return noise;
    }

    private static String noiseReason(Diagnostics diagnostics) {
        for (Finding finding : diagnostics.findings()) {
            if (finding.kind() == Kind.DUPLICATE_ROWS && finding.share() >= Diagnostics.DUPLICATES) {
                return "rows are repeated";
            }
        }
        if (diagnostics.has(Kind.QUANTISED)) {
            return "columns are quantised";
        }
        return diagnostics.has(Kind.SPIKE) ? "some values are very frequent" : null;
    }

    /** A dependence found on some rows counts only if it holds on all of them. */
    private static void refuseDependent(Table table, double[] spread) {
        int dim = table.dim();
        int rows = spread.length / dim;
        if (rows <= dim + 1) {
            return;
        }
        List<Correlation.Dependence> found = Correlation.dependences(Correlation.ofSome(spread, dim));
        if (found.isEmpty()) {
            return;
        }
        List<Correlation.Dependence> sure = Correlation.dependences(Correlation.of(spread, dim));
        if (sure.isEmpty()) {
            return;
        }
        Correlation.Dependence first = sure.getFirst();
        List<String> others =
                first.others().stream().map(j -> table.columns().get(j)).toList();
        List<String> dependent =
                sure.stream().map(d -> table.columns().get(d.column())).toList();
        throw Problem.data(table.name())
                .found(
                        "that column '%s' is a linear function of %s%s",
                        dependent.getFirst(),
                        Diagnostics.list(others),
                        sure.size() > 1 ? " (and " + (sure.size() - 1) + " more such columns)" : "")
                .expected("columns that no others determine")
                .remedy("leave out with %s, or add noise (%s)", Diagnostics.without(dependent), Diagnostics.NOISE)
                .exception();
    }

    private static Affine transform(Table table, double[] spread, PrepareOptions options) {
        int dim = table.dim();
        double[] shift = new double[dim];
        double[] scale = new double[dim];
        Arrays.fill(scale, 1);
        if (options.scaling() == Scaling.NONE) {
            return Affine.diagonal(shift, scale);
        }
        double[][] columns = Diagnostics.columns(spread, dim);
        for (int j = 0; j < dim; j++) {
            double[] column = columns[j];
            shift[j] = ColumnStats.mean(column);
            double std = ColumnStats.std(column, shift[j]);
            // A constant column, allowed because noise was requested, keeps its unit.
            scale[j] = std <= 1e-13 * Math.abs(shift[j]) ? 1 : std;
        }
        return options.scaling() == Scaling.STANDARDIZE
                ? Affine.diagonal(shift, scale)
                : whitening(table, spread, shift, scale);
    }

    /** z = Λ^(−1/2) Uᵀ S⁻¹ (x − shift), with S the standard deviations and U Λ Uᵀ the correlation matrix. */
    private static Affine whitening(Table table, double[] spread, double[] shift, double[] scale) {
        int dim = table.dim();
        if (spread.length / dim <= dim) {
            throw Problem.data(table.name())
                    .found("%d training rows for %d columns", spread.length / dim, dim)
                    .expected("more rows than columns for %s", Subject.setting("preprocess", "whiten"))
                    .remedy("use %s, or fewer columns", Subject.setting("preprocess", "standardize"))
                    .exception();
        }
        SymmetricEigen eigen = SymmetricEigen.of(Correlation.of(spread, dim));
        double largest = eigen.values()[dim - 1];
        double[] forward = new double[dim * dim];
        double[] backward = new double[dim * dim];
        double logDet = 0;
        for (int j = 0; j < dim; j++) {
            logDet -= Math.log(scale[j]);
        }
        for (int k = 0; k < dim; k++) {
            double value = eigen.values()[k];
            // A direction without variance, allowed because noise was requested, keeps its unit.
            double root = value <= Correlation.DEPENDENT * largest ? 1 : Math.sqrt(value);
            // The widest direction comes first.
            int row = dim - 1 - k;
            double[] axis = eigen.vectors()[k];
            for (int j = 0; j < dim; j++) {
                forward[row * dim + j] = axis[j] / (root * scale[j]);
                backward[j * dim + row] = axis[j] * root * scale[j];
            }
            logDet -= Math.log(root);
        }
        return new Affine(shift, forward, backward, logDet);
    }
}
