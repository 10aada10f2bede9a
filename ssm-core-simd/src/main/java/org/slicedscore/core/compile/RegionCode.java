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

    RegionCode(Unit.Region unit) {
        this.unit = unit;
    }

    int load(Unit.Operand operand) {
        return loads.computeIfAbsent(operand, o -> {
            if (!unit.steps.isEmpty()) {
                throw new IllegalStateException("a load after the first step");
            }
            unit.loads.add(o);
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
        return normal.computeIfAbsent(number, n -> isNormal(n) ? n : flushed(n));
    }

    private int flushed(int number) {
        int least = constant(Float.MIN_NORMAL);
        return add(new Step(ScalarOp.FLUSH, number, least, -1, 0));
    }

    /** Whether a value cannot be denormal. */
    private boolean isNormal(int number) {
        if (number < unit.loads.size()) {
            return true;
        }
        Step s = made(number);
        return switch (s.op()) {
            case CONSTANT, LESS, LOG, SQRT, COS -> true;
            case FLUSH -> isFlushed(s, Float.MIN_NORMAL) || isNormal(s.a());
            case NEGATE, SIN, TANH, LOG1P -> isNormal(s.a());
            case MAXIMUM -> isNormal(s.a()) && isNormal(s.b());
            case SELECT -> isNormal(s.b()) && isNormal(s.c());
            case MULTIPLY -> isFactor(s.a()) && isFactor(s.b());
            case EXP, ADD, SUBTRACT, DIVIDE -> false;
        };
    }

    /** Whether a product with another such value is normal or 0. */
    private boolean isFactor(int number) {
        return number >= unit.loads.size() && isFlushed(made(number), Flushing.PRODUCT);
    }

    private boolean isFlushed(Step s, double bound) {
        if (s.op() != ScalarOp.FLUSH || s.b() < unit.loads.size()) {
            return false;
        }
        Step b = made(s.b());
        return b.op() == ScalarOp.CONSTANT && b.value() >= bound;
    }

    private Step made(int number) {
        return unit.steps.get(number - unit.loads.size());
    }

    private int add(Step step) {
        unit.steps.add(step);
        return unit.loads.size() + unit.steps.size() - 1;
    }
}
