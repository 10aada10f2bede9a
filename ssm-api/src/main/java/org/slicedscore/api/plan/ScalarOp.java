package org.slicedscore.api.plan;

/** What one step of a {@link Instruction.Region} does with each element. */
public enum ScalarOp {
    /** The step's value. */
    CONSTANT(0),
    /** -a. */
    NEGATE(1),
    /** e^a. */
    EXP(1),
    /** Natural logarithm of a. */
    LOG(1),
    /** log(1 + a), accurate near 0. */
    LOG1P(1),
    /** Square root of a. */
    SQRT(1),
    /** Sine of a radians. */
    SIN(1),
    /** Cosine of a radians. */
    COS(1),
    /** Hyperbolic tangent of a. */
    TANH(1),
    /** a + b. */
    ADD(2),
    /** a - b. */
    SUBTRACT(2),
    /** a b. */
    MULTIPLY(2),
    /** a / b. */
    DIVIDE(2),
    /** The larger of a and b. */
    MAXIMUM(2),
    /** 1 where a &lt; b, else 0. */
    LESS(2),
    /** b where a is not 0, else c. */
    SELECT(3);

    private final int arity;

    ScalarOp(int arity) {
        this.arity = arity;
    }

    /**
     * The number of operands.
     *
     * @return 0 to 3
     */
    public int arity() {
        return arity;
    }

    /**
     * What the operation is, in double precision. Backends are free to do it otherwise.
     *
     * @param a the first operand; any number where there is none
     * @param b the second operand; any number where there is none
     * @param c the third operand; any number where there is none
     * @return the result
     * @throws IllegalStateException for CONSTANT, whose value the step has
     */
    public double apply(double a, double b, double c) {
        return switch (this) {
            case CONSTANT -> throw new IllegalStateException("a constant's value is that of its step");
            case NEGATE -> -a;
            case EXP -> Math.exp(a);
            case LOG -> Math.log(a);
            case LOG1P -> Math.log1p(a);
            case SQRT -> Math.sqrt(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TANH -> Math.tanh(a);
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case LESS -> a < b ? 1 : 0;
            case SELECT -> a != 0 ? b : c;
        };
    }
}
