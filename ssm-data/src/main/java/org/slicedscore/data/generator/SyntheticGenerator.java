package org.slicedscore.data.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Generator;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;

/** A synthetic set as a generator with a known score. */
abstract class SyntheticGenerator implements Generator {
    private final SyntheticSets.Kind kind;
    private final List<Option<?>> options;

    SyntheticGenerator(String name) {
        kind = SyntheticSets.kinds().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Option<?>> declared = new ArrayList<>();
        for (SyntheticSets.Parameter p : kind.parameters()) {
            declared.add(
                    p.whole()
                            ? Option.integer(p.name(), (int) p.value(), (int) p.least(), (int) p.most(), p.doc())
                            : Option.number(p.name(), p.value(), p.least(), p.most(), p.doc()));
        }
        options = List.copyOf(declared);
    }

    @Override
    public String id() {
        return kind.name();
    }

    @Override
    public String description() {
        return kind.summary();
    }

    @Override
    public List<Option<?>> options() {
        return options;
    }

    @Override
    public Source open(Options values) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (Option<?> option : options) {
            parameters.put(option.name(), ((Number) values.get(option)).doubleValue());
        }
        return new Known(SyntheticSets.create(kind.name(), parameters));
    }

    /** The set's rows and score. */
    private record Known(SyntheticSet set) implements Source {
        @Override
        public int dim() {
            return set.dim();
        }

        @Override
        public void draw(RandomNumbers random, double[] out, int from) {
            set.draw(random, out, from);
        }

        @Override
        public boolean knowsScore() {
            return true;
        }

        @Override
        public void score(double[] x, double[] out) {
            set.score(x, out);
        }
    }
}
