package org.slicedscore.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** What the benchmarks time is what they say it is. */
class WorkloadTest {
    static Stream<String> ids() {
        return Workload.TABLE.stream().map(Workload::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void stepsTrain(String id) {
        try (SsmStep step = new SsmStep(Workload.of(id).small(), "reference", 1)) {
            double first = step.run();
            double second = step.run();
            assertTrue(Double.isFinite(first) && Double.isFinite(second), first + " then " + second);
            assertNotEquals(first, second);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void forwardPassesAreCheaperThanSteps(String id) {
        Workload w = Workload.of(id).small();
        try (SsmStep step = new SsmStep(w, "reference", 1);
                ForwardStep forward = new ForwardStep(w, "reference", 1)) {
            assertTrue(Double.isFinite(forward.run()));
            assertTrue(
                    3 * forward.plan().multiplyAdds() < step.plan().multiplyAdds(),
                    forward.plan().multiplyAdds() + " and " + step.plan().multiplyAdds());
        }
    }

    @Test
    void niceHasTheParametersOfThePaper() {
        Workload w = Workload.of("nice");
        TrainingComponents c =
                TrainingConfig.parse(w.settings("auto", 1), Catalog.load()).components();
        long parameters = new ModelGraph(c.model(), c.modelOptions(), w.dim())
                .parameters().values().stream().mapToLong(p -> p.shape().size()).sum();
        assertEquals(15_154_352, parameters);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void productsAreThoseOfThreeLoops(int bits) {
        int m = 5;
        int n = 7;
        int k = 11;
        ProductShape shape = new ProductShape(m, n, k, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
        float[] a = PlanProduct.operand(m * k, 1);
        float[] b = PlanProduct.operand(k * n, 2);
        try (PlanProduct product = new PlanProduct(shape, 1, "reference", 1)) {
            float[] c = product.fresh();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum += (double) a[shape.aTransposed() ? p * m + i : i * k + p]
                                * b[shape.bTransposed() ? j * k + p : p * n + j];
                    }
                    assertEquals(sum, c[i * n + j], 1e-5, shape.title());
                }
            }
        }
    }

    @Test
    void thirtyProductsAreCompared() {
        List<ProductShape.Used> list = ProductShape.list();
        assertEquals(30, new HashSet<>(list).size());
        Workload.TABLE.forEach(w ->
                assertTrue(list.stream().anyMatch(s -> s.users().contains(w.id())), w.id()));
    }

    @Test
    void summariesInterpolate() {
        assertEquals(new Summary(2.5, 1.75, 3.25, 1, 4), Summary.of(4, 1, 3, 2));
        assertEquals(new Summary(7, 7, 7, 7, 1), Summary.of(7));
    }
}
