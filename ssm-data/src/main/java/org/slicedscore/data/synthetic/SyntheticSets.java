package org.slicedscore.data.synthetic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** The synthetic sets by name. */
public final class SyntheticSets {
    /**
     * A parameter of a set.
     *
     * @param name as in {@code synthetic:NAME?name=…}
     * @param value the default
     * @param least the smallest value
     * @param most the largest value
     * @param whole whether it is a whole number
     * @param doc one-line description
     */
    public record Parameter(String name, double value, double least, double most, boolean whole, String doc) {}

    /**
     * A kind of set.
     *
     * @param name as in {@code synthetic:NAME}
     * @param summary one-line description
     * @param parameters its parameters besides n and seed
     */
    public record Kind(String name, String summary, List<Parameter> parameters) {}

    private record Entry(Kind kind, Function<Map<String, Double>, SyntheticSet> maker) {}

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    static {
        mixture("two-moons", "two interleaved half circles", 0.1, Mixtures::twoMoons);
        mixture("rings", "three concentric rings of radius 1, 2, 3", 0.1, Mixtures::rings);
        add(
                "eight-gaussians",
                "eight Gaussians on a circle of radius 2",
                List.of(
                        sigma(0.2),
                        new Parameter(
                                "slope",
                                0,
                                0,
                                1e6,
                                false,
                                "the Gaussian number k from 0 has weight 1 + slope k; 0 is even")),
                p -> Mixtures.eightGaussians(p.get("sigma"), p.get("slope")));
        mixture("spirals", "two spiral arms out to radius 3", 0.1, Mixtures::spirals);
        add(
                "checkerboard",
                "the dark squares of a 4 × 4 board on [−4, 4]², blurred",
                List.of(sigma(0.1)),
                p -> new Checkerboard(p.get("sigma")));
        add(
                "banana",
                "a Gaussian bent along a parabola",
                List.of(
                        new Parameter("scale", 2, 1e-3, 1e3, false, "standard deviation of the first coordinate"),
                        new Parameter("bend", 0.5, -1e3, 1e3, false, "curvature of the parabola")),
                p -> new Banana(p.get("scale"), p.get("bend")));
        add(
                "funnel",
                "Neal's funnel: the first coordinate is the log-variance of the others",
                List.of(
                        new Parameter("d", 2, 2, 100_000, true, "dimension"),
                        new Parameter("scale", 3, 1e-3, 10, false, "standard deviation of the first coordinate")),
                p -> new Funnel(p.get("d").intValue(), p.get("scale")));
        add(
                "gaussian",
                "a centred Gaussian of unit variances, correlation rho^|i−j|",
                List.of(
                        new Parameter("d", 2, 1, 100_000, true, "dimension"),
                        new Parameter("rho", 0, -0.999999, 0.999999, false, "correlation of neighbouring coordinates")),
                p -> new CorrelatedGaussian(p.get("d").intValue(), p.get("rho")));
    }

    private SyntheticSets() {}

    private static Parameter sigma(double value) {
        return new Parameter("sigma", value, 1e-3, 1e3, false, "standard deviation of the blur");
    }

    private static void mixture(String name, String summary, double sigma, Function<Double, SyntheticSet> maker) {
        add(name, summary, List.of(sigma(sigma)), p -> maker.apply(p.get("sigma")));
    }

    private static void add(
            String name,
            String summary,
            List<Parameter> parameters,
            Function<Map<String, Double>, SyntheticSet> maker) {
        ALL.put(name, new Entry(new Kind(name, summary, parameters), maker));
    }

    /** All kinds. */
    public static List<Kind> kinds() {
        return ALL.values().stream().map(Entry::kind).toList();
    }

    /** The names of all kinds, as in {@code synthetic:NAME}. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The valid parameter names of a set.
     *
     * @param name one of {@link #names()}
     * @return n, seed and the kind's own parameters
     */
    public static List<String> parameterNames(String name) {
        List<String> names = new ArrayList<>(List.of("n", "seed"));
        ALL.get(name).kind().parameters().forEach(p -> names.add(p.name()));
        return names;
    }

    /**
     * Creates a set.
     *
     * @param name one of {@link #names()}
     * @param given values of its parameters; the others keep their defaults
     * @throws SsmException of kind USAGE for an unknown name or parameter, or a value out of range
     */
    public static SyntheticSet create(String name, Map<String, Double> given) {
        Entry entry = ALL.get(name);
        if (entry == null) {
            throw SsmException.usage("there is no synthetic set '%s'; valid: %s", name, String.join(", ", names()));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Parameter parameter : entry.kind().parameters()) {
            double value = given.getOrDefault(parameter.name(), parameter.value());
            boolean fits = value >= parameter.least() && value <= parameter.most();
            if (!fits || parameter.whole() && value != Math.rint(value)) {
                throw Problem.usage(new Subject.File("synthetic:" + name))
                        .found("%s=%s", parameter.name(), value)
                        .expected(
                                "a %snumber from %s to %s",
                                parameter.whole() ? "whole " : "", parameter.least(), parameter.most())
                        .exception();
            }
            values.put(parameter.name(), value);
        }
        for (String key : given.keySet()) {
            if (!values.containsKey(key)) {
                throw Problem.usage(new Subject.File("synthetic:" + name))
                        .says("there is no parameter '%s'", key)
                        .remedy("valid: %s", String.join(", ", parameterNames(name)))
                        .exception();
            }
        }
        return entry.maker().apply(values);
    }
}
