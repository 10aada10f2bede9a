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
    private final int tasks;
    private final long work;

    /**
     * A group.
     *
     * @param parts products that {@link PackedMatMul#groups}, of the same second operand. No result is another's operand; one may
     *     take the place of another's first operand
     */
    public ProductGroup(List<ProductChain.Part> parts) {
        this.parts = new ProductChain.Part[parts.size()];
        kernels = new PackedMatMul[parts.size()];
        int shared = 0;
        for (int i = 0; i < kernels.length; i++) {
            this.parts[i] = parts.get(i).at(shared);
            kernels[i] = this.parts[i].kernel();
            shared = kernels[i].sharedEnd();
        }
        first = kernels[0];
        first.reserve(kernels.length);
        tasks = first.plan().parts().size();
        work = kernels.length * first.plan().work();
    }

    @Override
    public void run(Run run) {
        // all first operands are packed before a result is written
        for (ProductChain.Part p : parts) {
            p.begin(run);
        }
        run.threads.run(this, tasks, work);
    }

    @Override
    public void run(int index, int worker) {
        first.multiply(index, worker, kernels);
    }
}
