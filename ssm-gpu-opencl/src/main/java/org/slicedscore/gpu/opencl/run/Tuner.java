package org.slicedscore.gpu.opencl.run;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.ProgramFiles;
import org.slicedscore.gpu.opencl.device.Programs;
import org.slicedscore.gpu.opencl.source.Lowering;
import org.slicedscore.gpu.opencl.source.Product;
import org.slicedscore.gpu.opencl.source.TileShape;

/**
 * Chooses tile shapes of matrix products by measuring each once on this device and storing the result on
 * disk. All shapes give the same bits, so the choice only affects time.
 */
final class Tuner {
    private static final String SUFFIX = ".tile";

    /** Multiply-adds below which any shape is good enough. */
    private static final long LEAST_WORK = 1 << 22;

    private final Connection connection;
    private final Programs programs;
    private final ProgramFiles files;
    private final List<TileShape> candidates;
    private final Map<Product, TileShape> chosen = new HashMap<>();

    Tuner(Connection connection, Programs programs, ProgramFiles files) {
        this.connection = connection;
        this.programs = programs;
        this.files = files;
        candidates = TileShape.candidates(connection.found().traits());
    }

    /** Chooses a shape for every product of a plan. */
    void tune(Plan plan) {
        for (Instruction i : plan.instructions()) {
            if (i instanceof Instruction.MatMul m && Lowering.isTiled(m)) {
                chosen.computeIfAbsent(Product.of(m), this::choose);
            }
        }
    }

    /** The shape of a product seen by {@link #tune}. */
    TileShape tile(Instruction.MatMul m) {
        return chosen.get(Product.of(m));
    }

    private TileShape choose(Product product) {
        if (product.work() < LEAST_WORK || candidates.size() == 1) {
            return candidates.getFirst();
        }
        String key = product + " of " + candidates;
        byte[] known = files.read(key, SUFFIX);
        if (known != null) {
            String name = new String(known, StandardCharsets.UTF_8);
            for (TileShape tile : candidates) {
                if (tile.toString().equals(name)) {
                    return tile;
                }
            }
        }
        TileShape best = new Measurement(connection, programs).fastest(product, candidates);
        files.write(key, SUFFIX, best.toString().getBytes(StandardCharsets.UTF_8));
        return best;
    }
}
