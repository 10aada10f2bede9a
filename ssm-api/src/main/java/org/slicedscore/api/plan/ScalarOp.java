package org.slicedscore.api.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Primitive.Binary;
import org.slicedscore.api.expr.Primitive.ElementWise;
import org.slicedscore.api.expr.Primitive.Unary;

/** The operation of a step of an {@link Instruction.Region} on each element. */
public enum ScalarOp {
    /** The step's value. */
    CONSTANT(null),
    /** -a. */
    NEGATE(Unary.NEGATE),
    /** e^a. */
    EXP(Unary.EXP),
    /** Natural logarithm of a. */
    LOG(Unary.LOG),
    /** log(1 + a), accurate near 0. */
    LOG1P(Unary.LOG1P),
    /** Square root of a. */
    SQRT(Unary.SQRT),
    /** Sine of a radians. */
    SIN(Unary.SIN),
    /** Cosine of a radians. */
    COS(Unary.COS),
    /** Hyperbolic tangent of a. */
    TANH(new Primitive.Activation(ActivationFunction.TANH, 0)),
    /** a + b. */
    ADD(Binary.ADD),
    /** a - b. */
    SUBTRACT(Binary.SUBTRACT),
    /** a b. */
    MULTIPLY(Binary.MULTIPLY),
    /** a / b. */
    DIVIDE(Binary.DIVIDE),
    /** The larger of a and b. */
    MAXIMUM(Binary.MAXIMUM),
    /** 1 where a &lt; b, else 0. */
    LESS(Binary.LESS),
    /**
     * a, or 0 where |a| &lt; b.
     *
     * @since 0.2.0
     */
    FLUSH(Binary.FLUSH),
    /** b where a is not 0, else c. */
    SELECT(new Primitive.Select());

    private static final Map<ElementWise, ScalarOp> OPERATIONS =
            Arrays.stream(values()).filter(o -> o != CONSTANT).collect(Collectors.toMap(o -> o.function, o -> o));

    private final ElementWise function;

    ScalarOp(ElementWise function) {
        this.function = function;
    }

    /**
     * The operation that computes a function.
     *
     * @param function the function
     * @return the operation
     * @throws IllegalArgumentException for activation functions other than tanh and for their derivatives, which are
     *     written in terms of several operations
     * @since 0.2.0
     */
    public static ScalarOp of(ElementWise function) {
        ScalarOp operation = OPERATIONS.get(function);
        if (operation == null) {
            throw new IllegalArgumentException("no operation computes " + function);
        }
        return operation;
    }

    /** {@return the number of operands, 0 to 3} */
    public int arity() {
        return this == CONSTANT ? 0 : function.arity();
    }

    /**
     * The operation in double precision. Backends may round differently.
     *
     * @param a the first operand; ignored if there is none
     * @param b the second operand; ignored if there is none
     * @param c the third operand; ignored if there is none
     * @return the result
     * @throws IllegalStateException for CONSTANT, whose value is in the step
     */
    public double apply(double a, double b, double c) {
        if (this == CONSTANT) {
            throw new IllegalStateException("a constant's value is that of its step");
        }
        return function.apply(a, b, c);
    }
}
