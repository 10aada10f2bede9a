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
}
