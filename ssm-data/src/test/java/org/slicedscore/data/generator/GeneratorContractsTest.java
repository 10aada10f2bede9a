package org.slicedscore.data.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.Generator;
import org.slicedscore.data.synthetic.SyntheticSets;
import org.slicedscore.testkit.ContractRun;
import org.slicedscore.testkit.ContractRun.Outcome;
import org.slicedscore.testkit.GeneratorContract;

/** The contract of generators, for those of this module: their densities are known, so that every check applies. */
class GeneratorContractsTest {
    static Stream<Generator> generators() {
        return ServiceLoader.load(Generator.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(SyntheticGenerator.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("generators")
    void keepsItsContract(Generator generator) {
        GeneratorContract contract = new GeneratorContract() {
            @Override
            protected Generator generator() {
                return generator;
            }

            @Override
            protected OptionalDouble logDensity(double[] x) {
                return OptionalDouble.of(
                        SyntheticSets.create(generator.id(), Map.of()).logDensity(x));
            }
        };
        assertEquals(
                List.of(),
                ContractRun.run(contract, r -> {}).stream()
                        .filter(r -> r.outcome() != Outcome.PASSED)
                        .toList());
    }
}
