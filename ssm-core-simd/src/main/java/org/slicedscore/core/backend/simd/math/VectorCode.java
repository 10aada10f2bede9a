package org.slicedscore.core.backend.simd.math;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes classes at run time: straight-line code on vectors in local variables that varies too much, or is
 * too long, to write by hand.
 *
 * @param code where instructions go
 */
public record VectorCode(CodeBuilder code) {
    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc ANY = desc(Vector.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc FLOATS = desc(float[].class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);

    /**
     * Creates a class and an instance.
     *
     * @param lookup of the package of the new class
     * @param type the interface it implements, with one method
     * @param body writes that method
     */
    public static <T> T make(MethodHandles.Lookup lookup, Class<T> type, Consumer<VectorCode> body) {
        Method method = type.getMethods()[0];
        MethodTypeDesc signature = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .describeConstable()
                .orElseThrow();
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(type.getName() + "Made"),
                        c -> c.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                .withInterfaceSymbols(desc(type))
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        b -> b.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(
                                        method.getName(),
                                        signature,
                                        ClassFile.ACC_PUBLIC,
                                        b -> body.accept(new VectorCode(b))));
        try {
            return type.cast(lookup.defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    private static ClassDesc desc(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }

    /** Pushes the species, the first operand of all vector creation. */
    public void species() {
        code.getstatic(desc(Lanes.class), "FLOAT", SPECIES);
    }

    /** A vector of zeros, from the species. */
    public void zero() {
        code.invokestatic(VECTOR, "zero", MethodTypeDesc.of(VECTOR, SPECIES));
    }

    /** A vector filled with a number, from the species and that. */
    public void broadcast() {
        code.invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float));
    }

    /** A vector read from memory, from the species, an array and an index. */
    public void read() {
        code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, ConstantDescs.CD_int));
    }

    /** Writes a vector to an array at an index. */
    public void write() {
        code.invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int));
    }

    /** An operation on the vector on the stack. */
    public void unary(String name) {
        code.invokevirtual(VECTOR, name, MethodTypeDesc.of(VECTOR));
    }

    /** An operation on the two vectors on the stack. */
    public void binary(String name) {
        code.invokevirtual(VECTOR, name, MethodTypeDesc.of(VECTOR, ANY));
    }

    /** The product of the two vectors on the stack and another one added to it. */
    public void multiplyAdd(Runnable pushAddend) {
        if (Lanes.FMA) {
            pushAddend.run();
            code.invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY, ANY));
        } else {
            binary("mul");
            pushAddend.run();
            binary("add");
        }
    }

    /** Blends the two vectors on the stack, taking lanes of the second where the comparison holds. */
    public void blendWhere(Runnable pushLeft, String comparison, Runnable pushRight) {
        pushLeft.run();
        code.getstatic(desc(VectorOperators.class), comparison, COMPARISON);
        pushRight.run();
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY, MASK));
    }
}
