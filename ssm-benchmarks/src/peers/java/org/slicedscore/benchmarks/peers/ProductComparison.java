package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slicedscore.benchmarks.ProductShape;

/** Times matrix products against MKL and OpenBLAS. */
final class ProductComparison {
    /** Of the results' sums: float32 with sums of up to a few thousand terms, in another order. */
    private static final double TOLERANCE = 1e-3;

    private final String backend;
    private final Alternation alternation;

    ProductComparison(String backend, Alternation alternation) {
        this.backend = backend;
        this.alternation = alternation;
    }

    List<Results.Product> run(List<ProductShape.Used> shapes, Consumer<Results.Product> progress) {
        List<Child> children = new ArrayList<>();
        try (Child meter = new Child(Contender.ssm(backend, 1))) {
            for (int threads : StepComparison.threads()) {
                children.add(new Child(Contender.ssm(backend, threads)));
                for (Kernels kernels : Kernels.all()) {
                    children.add(new Child(Contender.blas(kernels, threads)));
                }
            }
            List<Results.Product> products = new ArrayList<>();
            for (ProductShape.Used used : shapes) {
                ProductShape shape = used.shape();
                Alternation.Outcome o = alternation.time(children, c -> c.prepare(shape), meter);
                check(shape, o.timings());
                Results.Product product = new Results.Product(shape, used.users(), o.peak(), o.timings());
                products.add(product);
                progress.accept(product);
            }
            return products;
        } finally {
            children.forEach(Child::close);
        }
    }

    /** A fast product that is wrong is worth nothing. */
    private static void check(ProductShape shape, List<Results.Timing> timings) {
        double expected = timings.getFirst().check();
        double scale = Math.sqrt((double) shape.m() * shape.n() * shape.k());
        for (Results.Timing t : timings) {
            if (!(Math.abs(t.check() - expected) <= TOLERANCE * scale)) {
                throw new IllegalStateException(shape.title() + ": " + t.contender() + " computes " + t.check()
                        + " where " + timings.getFirst().contender() + " computes " + expected);
            }
        }
    }
}
