package org.slicedscore.core.backend.simd.memory;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.numeric.Floats;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.plan.View;

/** The locations of a plan's buffers. */
public final class Buffers {
    private final List<Buffer> all;
    private final Storage.Piece[] pieces;

    public Buffers(Plan plan, Map<String, Memory> variables, Storage storage) {
        all = plan.buffers();
        pieces = new Storage.Piece[all.size()];
        Storage.Piece arena = storage.allocate(plan.arenaSize());
        for (Buffer b : all) {
            pieces[b.id()] = switch (b.kind()) {
                case ARENA -> new Storage.Piece(arena.array(), arena.start() + (int) b.offset());
                case CONSTANT -> constant(b, storage);
                case INPUT, OUTPUT -> storage.allocate(b.size());
                case VARIABLE -> variable(b, variables);
            };
        }
    }

    public float[] array(View v) {
        return pieces[v.buffer()].array();
    }

    public Storage.Piece piece(Buffer b) {
        return pieces[b.id()];
    }

    /** Where a view starts in its array. */
    public int start(View v) {
        return pieces[v.buffer()].start() + Math.toIntExact(v.offset());
    }

    /** One stride of a view; arrays end at 2³¹ elements, and so do strides that are ever taken. */
    public static int stride(View v, int axis) {
        return Math.toIntExact(v.stride(axis));
    }

    private static Storage.Piece constant(Buffer b, Storage storage) {
        Storage.Piece to = storage.allocate(b.size());
        Floats.copy(b.values(), 0, to.array(), to.start(), b.values().length);
        return to;
    }

    private static Storage.Piece variable(Buffer b, Map<String, Memory> variables) {
        if (!(variables.get(b.name()) instanceof FloatMemory m) || m.size() < b.size()) {
            throw SsmException.backend(
                    "variable '%s' %s has no memory of backend 'simd', or too little", b.name(), b.shape());
        }
        return m.piece();
    }
}
