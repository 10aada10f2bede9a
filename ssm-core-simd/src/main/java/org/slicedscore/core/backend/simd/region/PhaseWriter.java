package org.slicedscore.core.backend.simd.region;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.VectorMath;
import org.slicedscore.core.backend.simd.region.PhaseClass.Input;
import org.slicedscore.core.backend.simd.region.PhaseClass.Step;
import org.slicedscore.core.backend.simd.region.PhaseClass.Text;
import org.slicedscore.core.backend.simd.region.PhaseClass.Value;

/**
 * Writes the class of a phase: what a loop over {@link VectorMath}'s operations would be, with the values in between in
 * registers. Scalars are broadcast before the loop. Stores stand at the end of a turn, behind every load, so that a result
 * may lie exactly over what it is made of.
 */
final class PhaseWriter {
    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc ANY = desc(Vector.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc LANES = desc(Lanes.class);
    private static final ClassDesc FLOATS = desc(float[].class);
    private static final ClassDesc INTS = desc(int[].class);
    private static final ClassDesc SELF = ClassDesc.of(PhaseWriter.class.getPackageName(), "Phase");

    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(VECTOR, ANY);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(VECTOR);

    private static final int ARRAYS = 1;
    private static final int OFFSETS = 2;
    private static final int VALUES = 3;
    private static final int N = 4;

    private final Text text;
    private final CodeBuilder code;
    private final List<Integer> arrays = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final Map<Value, Integer> scalars = new LinkedHashMap<>();
    private final Map<Value, Integer> vectors = new LinkedHashMap<>();
    private int index;

    private PhaseWriter(Text text, CodeBuilder code) {
        this.text = text;
        this.code = code;
    }

    /** The bytes of a class of this package that implements {@link PhaseCode}. */
    static byte[] write(Text text) {
        MethodTypeDesc run =
                MethodTypeDesc.of(ConstantDescs.CD_void, desc(float[][].class), INTS, INTS, ConstantDescs.CD_int);
        return ClassFile.of()
                .build(
                        SELF,
                        c -> c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                .withInterfaceSymbols(desc(PhaseCode.class))
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        0,
                                        b -> b.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "run", run, ClassFile.ACC_PUBLIC, b -> new PhaseWriter(text, b).body()));
    }

    private static ClassDesc desc(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }

    private void body() {
        int ranges = text.inputs().size() + text.stored().size();
        for (int i = 0; i < ranges; i++) {
            arrays.add(code.allocateLocal(TypeKind.REFERENCE));
            starts.add(code.allocateLocal(TypeKind.INT));
            code.aload(ARRAYS).aload(VALUES).loadConstant(i).iaload().aaload().astore(arrays.get(i));
            code.aload(OFFSETS).aload(VALUES).loadConstant(i).iaload().iaload().istore(starts.get(i));
        }
        for (Step s : text.steps()) {
            for (Value v : operands(s)) {
                scalar(v);
            }
        }
        index = code.allocateLocal(TypeKind.INT);
        Label turn = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(index).labelBinding(turn);
        code.iload(index).iload(N).if_icmpge(end);
        for (int i = 0; i < text.steps().size(); i++) {
            step(i);
        }
        for (int i = 0; i < text.stored().size(); i++) {
            int at = text.inputs().size() + i;
            code.aload(vectors.get(text.stored().get(i)));
            code.aload(arrays.get(at)).iload(starts.get(at)).iload(index).iadd();
            code.invokevirtual(
                    VECTOR, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int));
        }
        code.iinc(index, Lanes.COUNT).goto_(turn);
        code.labelBinding(end).return_();
    }

    private static List<Value> operands(Step s) {
        List<Value> operands = new ArrayList<>();
        for (Value v : new Value[] {s.a(), s.b(), s.c()}) {
            if (v != null) {
                operands.add(v);
            }
        }
        return operands;
    }

    /** Before the loop: fills a vector with a scalar. */
    private void scalar(Value v) {
        boolean isScalar = v.group() == PhaseClass.Group.CONSTANT
                || v.group() == PhaseClass.Group.INPUT && text.inputs().get(v.index()) == Input.SCALAR;
        if (!isScalar || scalars.containsKey(v)) {
            return;
        }
        int local = code.allocateLocal(TypeKind.REFERENCE);
        scalars.put(v, local);
        species();
        if (v.group() == PhaseClass.Group.CONSTANT) {
            code.loadConstant(Float.intBitsToFloat(v.bits()));
        } else {
            code.aload(arrays.get(v.index())).iload(starts.get(v.index())).faload();
        }
        code.invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float))
                .astore(local);
    }

    private void species() {
        code.getstatic(LANES, "FLOAT", SPECIES);
    }

    /** Puts an operand on the stack, reading it first if it has not been read in this turn. */
    private void push(Value v) {
        Integer local = scalars.get(v);
        if (local == null) {
            local = vectors.get(v);
        }
        if (local == null) {
            local = code.allocateLocal(TypeKind.REFERENCE);
            vectors.put(v, local);
            species();
            code.aload(arrays.get(v.index()))
                    .iload(starts.get(v.index()))
                    .iload(index)
                    .iadd();
            code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, ConstantDescs.CD_int));
            code.astore(local);
        }
        code.aload(local);
    }

    private void step(int number) {
        Step s = text.steps().get(number);
        switch (s.kind()) {
            case NEGATE -> unary(s, "neg");
            case SQRT -> unary(s, "sqrt");
            case MINUS_ABSOLUTE -> {
                unary(s, "abs");
                code.invokevirtual(VECTOR, "neg", UNARY);
            }
            case ADD -> binary(s, "add");
            case SUBTRACT -> binary(s, "sub");
            case MULTIPLY -> binary(s, "mul");
            case DIVIDE -> binary(s, "div");
            case MAXIMUM -> binary(s, "max");
            case MULTIPLY_ADD -> {
                push(s.a());
                push(s.b());
                if (Lanes.FMA) {
                    push(s.c());
                    code.invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY, ANY));
                } else {
                    code.invokevirtual(VECTOR, "mul", BINARY);
                    push(s.c());
                    code.invokevirtual(VECTOR, "add", BINARY);
                }
            }
            case LESS -> less(s);
            case SELECT -> select(s);
            default -> throw new IllegalArgumentException("no arithmetic: " + s.kind());
        }
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        vectors.put(new Value(PhaseClass.Group.STEP, number, 0), local);
    }

    private void unary(Step s, String name) {
        push(s.a());
        code.invokevirtual(VECTOR, name, UNARY);
    }

    private void binary(Step s, String name) {
        push(s.a());
        push(s.b());
        code.invokevirtual(VECTOR, name, BINARY);
    }

    private void compare(Value a, Value b, String comparison) {
        push(a);
        push(b);
        int right = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(right).getstatic(OPERATORS, comparison, COMPARISON).aload(right);
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
    }

    /** 0, and 1 where a is less than b. */
    private void less(Step s) {
        broadcast(0f);
        broadcast(1f);
        compare(s.a(), s.b(), "LT");
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY, MASK));
    }

    /** b, and c where a is 0. */
    private void select(Step s) {
        push(s.b());
        push(s.c());
        Value condition = s.a();
        push(condition);
        broadcast(0f);
        int right = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(right).getstatic(OPERATORS, "EQ", COMPARISON).aload(right);
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY, MASK));
    }

    private void broadcast(float value) {
        species();
        code.loadConstant(value)
                .invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float));
    }
}
