package org.slicedscore.core.backend.simd;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.product.ProductChain;
import org.slicedscore.core.backend.simd.product.ProductGroup;
import org.slicedscore.core.backend.simd.thread.Runner;

/** Neighbouring products of a plan that run as one: those added up in one place, and those with one second operand. */
final class JoinedProducts {
    private final Plan plan;
    private final Map<Integer, ProductChain.Part> products = new HashMap<>();

    JoinedProducts(Plan plan) {
        this.plan = plan;
    }

    /** A product that may be joined with others, by the number of its instruction. */
    void add(int index, ProductChain.Part product) {
        products.put(index, product);
    }

    /** One past the last of the instructions that run as one with the first of them; the next one if it runs alone. */
    int end(int first) {
        int chained = chained(first);
        return chained > first + 1 ? chained : grouped(first);
    }

    /** Runs the products from the first up to {@link #end}. */
    Runner joined(int first) {
        int chained = chained(first);
        return chained > first + 1
                ? new ProductChain(parts(first, chained))
                : new ProductGroup(parts(first, grouped(first)));
    }

    private List<ProductChain.Part> parts(int first, int end) {
        return IntStream.range(first, end).mapToObj(products::get).toList();
    }

    private int chained(int first) {
        int next = first + 1;
        while (follows(first, next)
                && product(next).accumulate()
                && same(product(next).c(), product(first).c())
                && products.get(first).kernel().chains(products.get(next).kernel())) {
            next++;
        }
        return next;
    }

    /** None may need a result of those before it. */
    private int grouped(int first) {
        int next = first + 1;
        while (follows(first, next)
                && same(product(next).b(), product(first).b())
                && products.get(first).kernel().groups(products.get(next).kernel())
                && !written(first, next, product(next).a())
                && !written(first, next, product(next).c())) {
            next++;
        }
        return next;
    }

    private boolean follows(int first, int next) {
        return products.containsKey(first)
                && products.containsKey(next)
                && plan.loops().stream().noneMatch(l -> l.first() == next || l.end() == next);
    }

    private boolean written(int first, int end, View view) {
        return IntStream.range(first, end).anyMatch(i -> product(i).c().buffer() == view.buffer());
    }

    private Instruction.MatMul product(int index) {
        return (Instruction.MatMul) plan.instructions().get(index);
    }

    private static boolean same(View a, View b) {
        return a.buffer() == b.buffer() && a.offset() == b.offset() && Arrays.equals(a.strides(), b.strides());
    }
}
