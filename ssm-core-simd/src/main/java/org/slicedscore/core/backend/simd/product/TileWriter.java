package org.slicedscore.core.backend.simd.product;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.invoke.MethodHandles;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.VectorCode;

/**
 * Writes the kernels of tiles. The compiler keeps sums in registers where each is a local variable and no loop but that over
 * k is left: so for rows of columns {@code p0, q0, p1, q1, …} this writes
 *
 * <pre>{@code
 * for (int k = 0; k < depth; k++) {
 *     int i = ao + k * step;
 *     int j = bo + k * WIDTH;
 *     FloatVector u = fromArray(FLOAT, b, j);
 *     FloatVector v = fromArray(FLOAT, b, j + COUNT);
 *     FloatVector x = broadcast(FLOAT, a[i]);
 *     p0 = x.fma(u, p0);
 *     q0 = x.fma(v, q0);
 *     x = broadcast(FLOAT, a[i + row]);
 *     p1 = …
 * }
 * if (add) {
 *     p0 = p0.add(fromArray(FLOAT, z, zo));
 *     q0 = …
 * }
 * p0.intoArray(c, co);
 * q0.intoArray(c, co + COUNT);
 * p1.intoArray(c, co + ldc);
 * …
 * }</pre>
 */
final class TileWriter {
    // the parameters of TileCode.multiply
    private static final int A = 1;
    private static final int AO = 2;
    private static final int B = 3;
    private static final int BO = 4;
    private static final int DEPTH = 5;
    private static final int ADD = 6;
    private static final int Z = 7;
    private static final int ZO = 8;
    private static final int LDZ = 9;
    private static final int C = 10;
    private static final int CO = 11;
    private static final int LDC = 12;

    private final VectorCode vectors;
    private final CodeBuilder code;

    /** The local variables p0, q0, p1, q1 and so on. */
    private final int[] sums;

    private TileWriter(VectorCode vectors, int height) {
        this.vectors = vectors;
        code = vectors.code();
        sums = new int[2 * height];
    }

    /** The kernel of a height. */
    static TileCode make(int height, boolean bySteps) {
        int step = bySteps ? height : 1;
        int row = bySteps ? 1 : Tile.PITCH;
        return VectorCode.make(MethodHandles.lookup(), TileCode.class, v -> new TileWriter(v, height).write(step, row));
    }

    private void write(int step, int row) {
        vectors.species();
        vectors.zero();
        int zero = store();
        for (int s = 0; s < sums.length; s++) {
            code.aload(zero);
            sums[s] = store();
        }
        loop(step, row);
        Label added = code.newLabel();
        code.iload(ADD).ifeq(added);
        for (int s = 0; s < sums.length; s++) {
            code.aload(sums[s]);
            vectors.species();
            place(s, Z, ZO, LDZ);
            vectors.read();
            vectors.binary("add");
            code.astore(sums[s]);
        }
        code.labelBinding(added);
        for (int s = 0; s < sums.length; s++) {
            code.aload(sums[s]);
            place(s, C, CO, LDC);
            vectors.write();
        }
        code.return_();
    }

    private void loop(int step, int row) {
        int k = code.allocateLocal(TypeKind.INT);
        int i = code.allocateLocal(TypeKind.INT);
        int j = code.allocateLocal(TypeKind.INT);
        Label turn = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(k).labelBinding(turn).iload(k).iload(DEPTH).if_icmpge(end);
        code.iload(AO).iload(k).loadConstant(step).imul().iadd().istore(i);
        code.iload(BO).iload(k).loadConstant(Tile.WIDTH).imul().iadd().istore(j);
        int[] columns = new int[2];
        for (int c = 0; c < 2; c++) {
            vectors.species();
            code.aload(B).iload(j).loadConstant(c * Lanes.COUNT).iadd();
            vectors.read();
            columns[c] = store();
        }
        int x = code.allocateLocal(TypeKind.REFERENCE);
        for (int s = 0; s < sums.length; s++) {
            if (s % 2 == 0) {
                vectors.species();
                code.aload(A).iload(i).loadConstant(s / 2 * row).iadd().faload();
                vectors.broadcast();
                code.astore(x);
            }
            int sum = sums[s];
            code.aload(x).aload(columns[s % 2]);
            vectors.multiplyAdd(() -> code.aload(sum));
            code.astore(sum);
        }
        code.iinc(k, 1).goto_(turn).labelBinding(end);
    }

    /** Stores the top of the stack in a new variable. */
    private int store() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    /** Pushes an array and a sum's position in it. */
    private void place(int sum, int array, int start, int stride) {
        code.aload(array)
                .iload(start)
                .iload(stride)
                .loadConstant(sum / 2)
                .imul()
                .iadd();
        code.loadConstant(sum % 2 * Lanes.COUNT).iadd();
    }
}
