package org.slicedscore.core.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.plan.Instruction.Region.Step;
import org.slicedscore.api.plan.ScalarOp;

/** Numbers the values of a region and writes its steps: loads first, then operations. */
final class RegionCode {
    private final Unit.Region unit;
    private final Map<Unit.Operand, Integer> loads = new HashMap<>();
    private final Map<Double, Integer> constants = new HashMap<>();
    private final Map<Integer, Integer> normal = new HashMap<>();
    private final Magnitudes magnitudes = new Magnitudes();

    RegionCode(Unit.Region unit) {
        this.unit = unit;
    }

    /**
     * The number of what is read.
     *
     * @param bound of its elements, as in {@link Magnitudes#load}
     */
    int load(Unit.Operand operand, int bound) {
        return loads.computeIfAbsent(operand, o -> {
            if (!unit.steps.isEmpty()) {
                throw new IllegalStateException("a load after the first step");
            }
            unit.loads.add(o);
            magnitudes.load(bound);
            unit.reads(o.value());
            return unit.loads.size() - 1;
        });
    }

    int constant(double value) {
        return constants.computeIfAbsent(value, v -> add(constantStep(v)));
    }

    static Step constantStep(double value) {
        return new Step(ScalarOp.CONSTANT, -1, -1, -1, value);
    }

    /** The number of a primitive's result; a copied view or constant is its operand. */
    int step(Primitive primitive, List<Integer> operands) {
        if (!(primitive instanceof Primitive.ElementWise function)) {
            return operands.get(0);
        }
        int a = operands.get(0);
        int b = operands.size() > 1 ? operands.get(1) : -1;
        int c = operands.size() > 2 ? operands.get(2) : -1;
        return add(new Step(ScalarOp.of(function), a, b, c, 0));
    }

    /**
     * The number of a value as memory holds it: 0 in place of a denormal number of single precision, which would slow down
     * whoever reads it.
     */
    int stored(int number) {
        return normal.computeIfAbsent(number, n -> magnitudes.isNormal(n) ? n : flushed(n));
    }

    private int flushed(int number) {
        int least = constant(Float.MIN_NORMAL);
        return add(new Step(ScalarOp.FLUSH, number, least, -1, 0));
    }

    private int add(Step step) {
        unit.steps.add(step);
        magnitudes.step(step);
        return unit.loads.size() + unit.steps.size() - 1;
    }
}
