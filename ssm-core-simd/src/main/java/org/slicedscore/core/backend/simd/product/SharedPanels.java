package org.slicedscore.core.backend.simd.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.View;
import org.slicedscore.core.backend.simd.memory.Buffers;
import org.slicedscore.core.backend.simd.memory.Storage;

/**
 * Finds the matrix products of a plan that multiply by the same second operand, unchanged in between, and lets them share
 * its panels.
 */
public final class SharedPanels {
    /** An operand as products see it. */
    private record Key(int buffer, long offset, int row, int column, int n, int k) {}

    /**
     * Floats of panels that are worth keeping. Larger ones come from memory at each use, as the operand itself does, and packing
     * that, part by part, takes no longer than reading panels (measured from 1000 x 1000 on).
     */
    private static final long MOST = 1 << 18;

    private final Storage storage;
    private final Map<Key, List<PackedMatMul>> open = new HashMap<>();

    public SharedPanels(Storage storage) {
        this.storage = storage;
    }

    /** Takes a product, instruction by instruction in the order of the plan. */
    public void product(Instruction.MatMul m, PackedMatMul kernel) {
        View b = m.b();
        if (kernel.panels() != null) {
            Key key = new Key(b.buffer(), b.offset(), Buffers.stride(b, 1), Buffers.stride(b, 2), m.n(), m.k());
            open.computeIfAbsent(key, x -> new ArrayList<>()).add(kernel);
        }
    }

    /** After an instruction: what it has written is another operand from now on. */
    public void written(View to) {
        open.entrySet().removeIf(e -> {
            boolean changed = e.getKey().buffer() == to.buffer();
            if (changed) {
                join(e.getValue());
            }
            return changed;
        });
    }

    /** After the last instruction. */
    public void end() {
        open.values().forEach(this::join);
        open.clear();
    }

    private void join(List<PackedMatMul> kernels) {
        if (kernels.size() < 2 || kernels.getFirst().panels().size() > MOST) {
            return;
        }
        PackedB panels = kernels.getFirst().panels();
        Storage.Piece piece = storage.allocate(panels.size());
        panels.place(piece.array(), piece.start());
        for (PackedMatMul kernel : kernels) {
            kernel.share(panels, kernel == kernels.getFirst());
        }
    }
}
