package org.slicedscore.core.backend.simd.region;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.VectorCode;
import org.slicedscore.core.backend.simd.region.PhaseClass.Input;
import org.slicedscore.core.backend.simd.region.PhaseClass.Step;
import org.slicedscore.core.backend.simd.region.PhaseClass.Text;
import org.slicedscore.core.backend.simd.region.PhaseClass.Value;

/**
 * Writes the class of a phase: a loop over {@link VectorMath}'s operations with intermediate values in
 * registers. Scalars are broadcast before the loop. Stores come at the end of an iteration, after every load, so that a
 * result may lie exactly over its operands.
 */
final class PhaseWriter {
    // the parameters of PhaseCode.run
    private static final int ARRAYS = 1;
    private static final int OFFSETS = 2;
    private static final int VALUES = 3;
    private static final int N = 4;

    private final Text text;
    private final VectorCode vectors;
    private final CodeBuilder code;
    private final List<Integer> arrays = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final Map<Value, Integer> scalars = new LinkedHashMap<>();
    private final Map<Value, Integer> locals = new LinkedHashMap<>();
    private int index;

    private PhaseWriter(Text text, VectorCode vectors) {
        this.text = text;
        this.vectors = vectors;
        code = vectors.code();
    }

    /** An object of a new class. */
    static PhaseCode make(Text text) {
        return VectorCode.make(MethodHandles.lookup(), PhaseCode.class, v -> new PhaseWriter(text, v).body());
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
            code.aload(locals.get(text.stored().get(i)));
            code.aload(arrays.get(at)).iload(starts.get(at)).iload(index).iadd();
            vectors.write();
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
        vectors.species();
        if (v.group() == PhaseClass.Group.CONSTANT) {
            code.loadConstant(Float.intBitsToFloat(v.bits()));
        } else {
            code.aload(arrays.get(v.index())).iload(starts.get(v.index())).faload();
        }
        vectors.broadcast();
        code.astore(local);
    }

    /** Puts an operand on the stack, reading it first if not yet read in this iteration. */
    private void push(Value v) {
        Integer local = scalars.get(v);
        if (local == null) {
            local = locals.get(v);
        }
        if (local == null) {
            local = code.allocateLocal(TypeKind.REFERENCE);
            locals.put(v, local);
            vectors.species();
            code.aload(arrays.get(v.index()))
                    .iload(starts.get(v.index()))
                    .iload(index)
                    .iadd();
            vectors.read();
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
                vectors.unary("neg");
            }
            case ADD -> binary(s, "add");
            case SUBTRACT -> binary(s, "sub");
            case MULTIPLY -> binary(s, "mul");
            case DIVIDE -> binary(s, "div");
            case MAXIMUM -> binary(s, "max");
            case MULTIPLY_ADD -> {
                push(s.a());
                push(s.b());
                vectors.multiplyAdd(() -> push(s.c()));
            }
            case LESS -> less(s);
            case FLUSH -> flush(s);
            case SELECT -> select(s);
            default -> throw new IllegalArgumentException("no arithmetic: " + s.kind());
        }
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        locals.put(new Value(PhaseClass.Group.STEP, number, 0), local);
    }

    private void unary(Step s, String name) {
        push(s.a());
        vectors.unary(name);
    }

    private void binary(Step s, String name) {
        push(s.a());
        push(s.b());
        vectors.binary(name);
    }

    /** 0, and 1 where a is less than b. */
    private void less(Step s) {
        broadcast(0f);
        broadcast(1f);
        vectors.blendWhere(() -> push(s.a()), "LT", () -> push(s.b()));
    }

    /** a, and 0 where its magnitude is less than b. */
    private void flush(Step s) {
        push(s.a());
        broadcast(0f);
        vectors.blendWhere(() -> unary(s, "abs"), "LT", () -> push(s.b()));
    }

    /** b, and c where a is 0. */
    private void select(Step s) {
        push(s.b());
        push(s.c());
        vectors.blendWhere(() -> push(s.a()), "EQ", () -> broadcast(0f));
    }

    private void broadcast(float value) {
        vectors.species();
        code.loadConstant(value);
        vectors.broadcast();
    }
}
