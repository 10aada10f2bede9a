package org.slicedscore.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;

/**
 * The shape of a matrix product C = A·B or C += A·B, all matrices row-major and without gaps.
 *
 * @param m rows of C
 * @param n columns of C
 * @param k columns of A
 * @param aTransposed whether A lies in memory as its transpose
 * @param bTransposed whether B lies in memory as its transpose
 * @param accumulate whether the product is added to C
 */
public record ProductShape(int m, int n, int k, boolean aTransposed, boolean bTransposed, boolean accumulate) {
    /** Sizes of square products that complete the list. */
    private static final int[] SQUARES = {64, 128, 256, 512, 1000, 1024, 2048};

    /** How many shapes the list has. */
    private static final int SHAPES = 30;

    private static final int MOST_RANKS = 100;

    /**
     * A shape and who uses it.
     *
     * @param shape the shape
     * @param users ids of the workloads whose plans have it; empty for a square that is there for comparison
     */
    public record Used(ProductShape shape, List<String> users) {}

    /**
     * The thirty shapes to compare: of each workload's plan those that it spends most multiply-adds on, and square
     * ones.
     */
    public static List<Used> list() {
        List<List<ProductShape>> ranked = new ArrayList<>();
        Map<ProductShape, List<String>> users = new LinkedHashMap<>();
        for (Workload w : Workload.TABLE) {
            List<ProductShape> shapes;
            try (SsmStep step = new SsmStep(w, "reference", 1)) {
                shapes = ranked(step.plan());
            }
            ranked.add(shapes);
            shapes.forEach(s -> users.computeIfAbsent(s, x -> new ArrayList<>()).add(w.id()));
        }
        List<ProductShape> squares = IntStream.of(SQUARES)
                .mapToObj(n -> new ProductShape(n, n, n, false, false, false))
                .toList();
        Set<ProductShape> chosen = new LinkedHashSet<>();
        for (int rank = 0; chosen.size() < SHAPES - squares.size() && rank < MOST_RANKS; rank++) {
            for (List<ProductShape> shapes : ranked) {
                if (rank < shapes.size()
                        && !squares.contains(shapes.get(rank))
                        && chosen.size() < SHAPES - squares.size()) {
                    chosen.add(shapes.get(rank));
                }
            }
        }
        Stream<ProductShape> used = chosen.stream().sorted(Comparator.comparingLong(ProductShape::multiplyAdds));
        return Stream.concat(used, squares.stream())
                .map(s -> new Used(s, users.getOrDefault(s, List.of())))
                .toList();
    }

    /** The products of a plan, those with most multiply-adds first. */
    private static List<ProductShape> ranked(Plan plan) {
        Map<ProductShape, Long> work = new LinkedHashMap<>();
        for (Instruction i : plan.instructions()) {
            if (i instanceof Instruction.MatMul p && p.batch() == 1) {
                work.merge(of(p), p.multiplyAdds(), Long::sum);
            }
        }
        return work.entrySet().stream()
                .sorted(Map.Entry.<ProductShape, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ProductShape of(Instruction.MatMul p) {
        return new ProductShape(
                p.m(),
                p.n(),
                p.k(),
                p.m() > 1 && p.k() > 1 && p.a().stride(-1) != 1,
                p.k() > 1 && p.n() > 1 && p.b().stride(-1) != 1,
                p.accumulate());
    }

    /** Its multiply-adds: m·n·k. */
    public long multiplyAdds() {
        return (long) m * n * k;
    }

    /** As text, for tables, such as {@code 128 × 1024 × 784, A·Bᵀ}. */
    public String title() {
        return m + " × " + n + " × " + k + ", " + (accumulate ? "C += " : "") + (aTransposed ? "Aᵀ" : "A") + "·"
                + (bTransposed ? "Bᵀ" : "B");
    }
}
