package org.slicedscore.core.backend.simd.product;

import java.util.List;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/**
 * Products with one second operand, such as a layer's values and their tangents by its weight. Each task packs its columns of the
 * operand once, and multiplies them with all first operands; the sums are those of the products run one by one.
 */
public final class ProductGroup implements Runner, Task {
    private final ProductChain.Part[] parts;
    private final PackedMatMul[] kernels;
    private final PackedMatMul first;
    private final long work;

    /**
     * A group.
     *
     * @param parts products that {@link ProductChain.Part#groups}, of the same second operand. No result is another's operand
     */
    public ProductGroup(List<ProductChain.Part> parts) {
        this.parts = new ProductChain.Part[parts.size()];
        kernels = new PackedMatMul[parts.size()];
        int shared = 0;
        for (int i = 0; i < kernels.length; i++) {
            this.parts[i] = parts.get(i).at(shared);
            kernels[i] = this.parts[i].kernel();
            shared = kernels[i].readsEarly() ? kernels[i].sharedEnd() : shared;
        }
        first = kernels[0];
        first.reserve(kernels.length);
        work = kernels.length * first.plan().work();
    }

    @Override
    public void run(Run run) {
        // what all tasks need is packed before a result is written
        parts[0].begin(run);
        for (int i = 1; i < parts.length; i++) {
            if (first.readsEarly()) {
                parts[i].begin(run);
            } else {
                parts[i].take(run);
            }
        }
        run.threads.run(this, first.parts(), work);
    }

    @Override
    public void run(int index, int worker) {
        first.multiply(index, worker, kernels);
    }
}
