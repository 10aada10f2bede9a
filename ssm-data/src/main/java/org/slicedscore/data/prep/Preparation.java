package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.prep.Finding.Kind;
import org.slicedscore.data.prep.PrepareOptions.Outliers;

/**
 * A preprocessing fitted to training rows, and the reasons for it.
 *
 * @param preprocessing the fitted map
 * @param diagnostics what the training rows show
 * @param rows the training rows that are used, as indices into the table
 * @param notes lines for the user: findings and decisions
 */
public record Preparation(Preprocessing preprocessing, Diagnostics diagnostics, int[] rows, List<Message> notes) {
    /** The default noise, in standard deviations of a coordinate (the paper's choice for its tables). */
    public static final double DEFAULT_NOISE = 0.05;

    /** The noise on coordinates of words and missing cells, whose points are 2 apart: few rows come to lie between them. */
    static final double WORD_NOISE = 0.3;

    /** The default noise on pixels for a model at one noise level. */
    static final double PIXEL_NOISE = 0.3;

    /** Whitening turns D×D matrices on the host and needs enough rows to know all correlations. */
    private static final int WHITEN_DIM = 256;

    private static final int WHITEN_ROWS_A_COLUMN = 5;

    /** 32-bit numbers keep 24 binary digits; with less than this share of the largest value as spread, few are left. */
    private static final double FLOAT_SPREAD = 1e-5;

    private static final int LISTED = 6;

    /**
     * Examines training rows, decides what becomes of each column, and fits the map to the model's coordinates.
     *
     * @param table the table
     * @param train indices of the training rows, at least 2; other rows are not used
     * @param options the options
     * @return the preprocessing and its reasons
     * @throws SsmException of kind DATA if no column varies, or if there are too few rows for whitening
     */
    public static Preparation fit(Table table, int[] train, PrepareOptions options) {
        if (train.length < 2) {
            throw Problem.data(table.name())
                    .found("%d rows to train on", train.length)
                    .expected("at least 2")
                    .remedy("bring more rows")
                    .exception();
        }
        List<InputSummary> inputs = Summaries.of(table, train);
        boolean pixels = asPixels(table, options);
        ImageGrid image = pixels ? table.image().orElse(null) : null;
        int[] kept = options.outliers() == Outliers.DROP && !pixels ? without(table, train, inputs) : train;
        Roles roles = new Roles(table, kept, inputs, pixels || options.noiseAsked());
        Diagnostics diagnostics = Diagnostics.of(table, kept, inputs, roles.schema());
        Encoding encoding = roles.encoding();
        if (pixels) {
            PixelFit.check(table, encoding, options);
        }
        Scaling scaling =
                pixels ? Scaling.PIXELS : options.scaling().orElseGet(() -> automatic(kept.length, encoding.dim()));
        double[] noise = noise(diagnostics, encoding, inputs, scaling, options);

        int[] some = Summaries.sample(kept, Math.max(table.dim(), encoding.width()));
        double[] values = table.gather(some);
        double[] encoded = new double[Math.multiplyExact(some.length, encoding.width())];
        for (int i = 0; i < some.length; i++) {
            encoding.encode(values, i * table.dim(), encoded, i * encoding.width());
        }
        PixelFit pixelFit = pixels ? new PixelFit(encoded, encoding, image == null ? 1 : image.channels()) : null;
        double[] gap = pixels ? pixelFit.gaps(options.dequantize()) : gaps(table, kept, encoding, inputs, options);
        int[] ids = Arrays.stream(some).map(row -> table.origin()[row]).toArray();
        Spreading spreading = new Spreading(encoding, gap, noise, options.seed());
        spreading.dequantize(values, encoded, ids);
        ScaleFit fit =
                new ScaleFit(encoding, encoded, bulks(encoding, inputs), scaling, options.outliers() == Outliers.CLIP);
        if (pixels) {
            pixelFit.scale(fit.scales(), table.name());
        }
        Whitening whitening = scaling == Scaling.WHITEN ? fit.whitening(table.name()) : null;
        Steps steps = new Steps(scaling, roles.schema(), image, encoding, fit.scales(), whitening, spreading);

        List<Message> notes = new ArrayList<>(table.notes());
        diagnostics.findings().stream()
                .filter(finding -> told(finding, pixels))
                .map(Finding::line)
                .forEach(notes::add);
        if (kept.length < train.length) {
            notes.add(Message.of(
                    "left out %d of %d training rows with values far from the rest",
                    train.length - kept.length, train.length));
        }
        if (pixels) {
            addPixels(steps, options, notes);
        } else {
            addSpread(spreading, diagnostics, options, notes);
        }
        if (scaling == Scaling.NONE) {
            addPrecision(diagnostics, notes);
        }
        if (!encoding.hasDensity()) {
            notes.add(Message.of(
                    "words and missing cells have no density of their own; log-densities refer to the numbers that stand "
                            + "for them"));
        }
        return new Preparation(new Preprocessing(steps), diagnostics, kept, List.copyOf(notes));
    }

    /** Findings that the note on what was done does not repeat. */
    private static boolean told(Finding finding, boolean pixels) {
        return switch (finding.kind()) {
            case QUANTISED, SPIKE -> false;
            // of single columns, and of no use where these are pixels
            case BINARY, OUTSIDE, IDENTIFIER, CORRELATED, FEW_ROWS -> !pixels;
            case DUPLICATE_ROWS -> finding.share() >= Diagnostics.DUPLICATES;
            default -> true;
        };
    }

    /** Whether all columns are scaled alike: asked for, or images for a model that reads them. */
    private static boolean asPixels(Table table, PrepareOptions options) {
        return options.scaling()
                .map(scaling -> scaling == Scaling.PIXELS)
                .orElse(options.readsImages() && table.image().isPresent());
    }

    private static Scaling automatic(int rows, int dim) {
        return dim <= WHITEN_DIM && rows >= WHITEN_ROWS_A_COLUMN * dim ? Scaling.WHITEN : Scaling.STANDARDIZE;
    }

    /** The rows that hold no value far from the bulk of its column; at least 2. */
    private static int[] without(Table table, int[] rows, List<InputSummary> inputs) {
        int[] kept = Arrays.stream(rows)
                .filter(row -> IntStream.range(0, inputs.size())
                        .filter(j -> inputs.get(j).outside() != null)
                        .allMatch(j -> Double.isNaN(table.at(row, j))
                                || inputs.get(j).stats().bulk().holds(table.at(row, j))))
                .toArray();
        if (kept.length < 2) {
            throw Problem.data(table.name())
                    .found("values far from the rest in all but %d training rows", kept.length)
                    .expected("at least 2 rows without")
                    .remedy("keep them with %s", Subject.setting("outliers", "keep"))
                    .exception();
        }
        return kept;
    }

    private static double[] gaps(
            Table table, int[] rows, Encoding encoding, List<InputSummary> inputs, PrepareOptions options) {
        double[] gap = new double[encoding.width()];
        for (int j = 0; j < encoding.inputs(); j++) {
            ColumnStats stats = inputs.get(j).stats();
            Part part = encoding.parts().get(j);
            if (stats == null || part.scaled() == 0 || encoding.isCondition(j)) {
                continue;
            }
            gap[encoding.offset(j)] = gap(stats, options);
            if (part instanceof Part.Calendar) {
                double[] own = new double[part.width()];
                for (int k = 1; k < part.scaled(); k++) {
                    double[] values = new double[rows.length];
                    for (int i = 0; i < rows.length; i++) {
                        part.encode(table.at(rows[i], j), own, 0);
                        values[i] = own[k];
                    }
                    gap[encoding.offset(j) + k] =
                            gap(ColumnStats.of(part.names().get(k), values), options);
                }
            }
        }
        return gap;
    }

    private static double gap(ColumnStats stats, PrepareOptions options) {
        boolean wanted = switch (options.dequantize()) {
            case ON -> true;
            case AUTO -> stats.quantised();
            case OFF -> false;
        };
        return wanted ? stats.gap() : 0;
    }

    /** The bulk of each scaled coordinate; hours and days of the week have no values far out. */
    private static List<Bulk> bulks(Encoding encoding, List<InputSummary> inputs) {
        List<Bulk> bulks = new ArrayList<>();
        for (int j = 0; j < encoding.inputs(); j++) {
            for (int k = 0; k < encoding.parts().get(j).scaled(); k++) {
                InputSummary input = inputs.get(j);
                bulks.add(k == 0 && input.outside() != null ? input.stats().bulk() : null);
            }
        }
        return bulks;
    }

    /** The requested noise, or the default if the data need it. Unscaled columns get it in their own units. */
    private static double[] noise(
            Diagnostics diagnostics,
            Encoding encoding,
            List<InputSummary> inputs,
            Scaling scaling,
            PrepareOptions options) {
        double[] noise = new double[encoding.width()];
        Arrays.fill(noise, 0, encoding.dim(), WORD_NOISE);
        boolean needed = noiseReason(diagnostics) != null;
        for (int j = 0; j < encoding.inputs(); j++) {
            if (encoding.isCondition(j)) {
                continue;
            }
            ColumnStats stats = inputs.get(j).stats();
            double unit = scaling == Scaling.NONE && stats != null ? stats.std() : 1;
            double usual = scaling == Scaling.PIXELS ? pixelNoise(options) : needed ? DEFAULT_NOISE * unit : 0;
            double size = options.noise().orElse(usual);
            Part part = encoding.parts().get(j);
            Arrays.fill(noise, encoding.offset(j), encoding.offset(j) + part.scaled(), size);
        }
        return noise;
    }

    /** A model of all noise levels needs none of its own. At one level, pixels that hardly vary would be steep walls. */
    private static double pixelNoise(PrepareOptions options) {
        return options.allLevels() ? 0 : PIXEL_NOISE;
    }

    private static String noiseReason(Diagnostics diagnostics) {
        for (Finding finding : diagnostics.findings()) {
            if (finding.kind() == Kind.DUPLICATE_ROWS && finding.share() >= Diagnostics.DUPLICATES) {
                return "rows are repeated";
            }
        }
        if (diagnostics.has(Kind.QUANTISED)) {
            return "values repeat";
        }
        return diagnostics.has(Kind.SPIKE) ? "some values are very frequent" : null;
    }

    private static void addSpread(
            Spreading spreading, Diagnostics diagnostics, PrepareOptions options, List<Message> notes) {
        Encoding encoding = spreading.encoding();
        double[] gap = spreading.gap();
        List<String> spread = new ArrayList<>();
        for (int j = 0; j < gap.length; j++) {
            if (gap[j] > 0) {
                spread.add(String.format(
                        Locale.ROOT, "%s ±%.4g", Quoting.plain(encoding.names().get(j), 30), gap[j]));
            }
        }
        if (!spread.isEmpty()) {
            String rest = spread.size() > LISTED ? " and " + (spread.size() - LISTED) + " more" : "";
            notes.add(Message.of(
                    "spread repeated values (dequantised) in %d of %d columns: %s%s (%s leaves them)",
                    spread.size(),
                    encoding.inputs(),
                    String.join(", ", spread.subList(0, Math.min(LISTED, spread.size()))),
                    rest,
                    Subject.setting("dequantize", "off")));
        }
        String reason = noiseReason(diagnostics);
        if (options.noiseAsked()) {
            notes.add(Message.of(
                    "added noise of standard deviation %s once", options.noise().getAsDouble()));
        } else if (options.noise().isEmpty() && reason != null) {
            notes.add(Message.of(
                    "added noise of %s standard deviations once, because %s (%s leaves it out)",
                    DEFAULT_NOISE, reason, Subject.setting("noise", 0)));
        }
        double[] noise = spreading.noise();
        if (IntStream.range(0, noise.length).anyMatch(j -> noise[j] == WORD_NOISE && gap[j] == 0)
                && encoding.scaled().length < encoding.width()) {
            notes.add(Message.of(
                    "added noise of %s to categories and marks of missing cells, which are 2 apart", WORD_NOISE));
        }
    }

    private static void addPixels(Steps steps, PrepareOptions options, List<Message> notes) {
        ImageGrid image = steps.image();
        notes.add(Message.of(
                "%s (%s scales each column on its own)",
                PixelFit.words(image, steps.scales(), steps.encoding().dim()),
                Subject.setting("preprocess", "standardize")));
        double[] ofChannels = Arrays.copyOf(steps.spreading().gap(), image == null ? 1 : image.channels());
        if (Arrays.stream(ofChannels).anyMatch(g -> g > 0)) {
            String each = Arrays.stream(ofChannels)
                    .mapToObj(g -> String.format(Locale.ROOT, "±%.4g", g))
                    .distinct()
                    .collect(Collectors.joining(", "));
            notes.add(Message.of(
                    "spread pixels over their steps (dequantised) by %s (%s leaves them)",
                    each, Subject.setting("dequantize", "off")));
        }
        double noise = options.noise().orElse(pixelNoise(options));
        if (options.noiseAsked()) {
            notes.add(Message.of("added noise of standard deviation %s once", noise));
        } else if (noise > 0) {
            notes.add(Message.of(
                    "added noise of %s standard deviations once, because many pixels hardly vary (%s leaves it out)",
                    noise, Subject.setting("noise", 0)));
        }
    }

    /** What 32-bit numbers make of unscaled columns. */
    private static void addPrecision(Diagnostics diagnostics, List<Message> notes) {
        for (InputSummary input : diagnostics.inputs()) {
            ColumnStats stats = input.stats();
            if (stats == null || stats.constant()) {
                continue;
            }
            double largest = Math.max(Math.abs(stats.min()), Math.abs(stats.max()));
            if (stats.std() < FLOAT_SPREAD * largest) {
                notes.add(Message.of(
                        "%s varies by %.3g around %.6g, where 32-bit numbers are %.2g apart; %s centres it",
                        Quoting.quote(input.column().name()),
                        stats.std(),
                        stats.mean(),
                        Math.ulp((float) largest),
                        Subject.setting("preprocess", "standardize")));
            } else if (stats.std() < 1e-3 || stats.std() > 1e3) {
                notes.add(Message.of(
                        "%s has a standard deviation of %.3g, far from 1, for which learning rates are made; %s scales it",
                        Quoting.quote(input.column().name()),
                        stats.std(),
                        Subject.setting("preprocess", "standardize")));
            }
        }
    }
}
