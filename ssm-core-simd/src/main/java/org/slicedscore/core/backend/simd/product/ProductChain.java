package org.slicedscore.core.backend.simd.product;

import java.util.List;
import org.slicedscore.core.backend.simd.thread.Runner;
import org.slicedscore.core.backend.simd.thread.Task;

/**
 * Products added up in one place, like contributions to a weight's gradient. Each task computes its columns of one
 * after the other, so that they stay in a cache between the products; the sums are those of the products run one by
 * one.
 */
public final class ProductChain implements Runner, Task {
    /** A product and its operands. */
    public record Part(PackedMatMul kernel, float[] a, int ao, float[] b, int bo, float[] c, int co) {
        void begin(Runner.Run run) {
            kernel.begin(a, ao, b, bo, c, co, run.share(kernel.plan().m()), run.threads);
        }

        /** The same with its shared memory elsewhere: all parts have theirs packed before the first is multiplied. */
        Part at(int start) {
            return new Part(kernel.at(start), a, ao, b, bo, c, co);
        }
    }

    private final Part[] parts;
    private final int tasks;
    private final long work;

    /**
     * A chain.
     *
     * @param parts products that {@link PackedMatMul#chains}
     */
    public ProductChain(List<Part> parts) {
        this.parts = new Part[parts.size()];
        int shared = 0;
        for (int i = 0; i < this.parts.length; i++) {
            this.parts[i] = parts.get(i).at(shared);
            shared = this.parts[i].kernel().sharedEnd();
        }
        tasks = parts.getFirst().kernel().plan().parts().size();
        work = parts.stream().mapToLong(p -> p.kernel().plan().work()).sum();
    }

    @Override
    public void run(Run run) {
        for (Part p : parts) {
            p.begin(run);
        }
        run.threads.run(this, tasks, work);
    }

    @Override
    public void run(int index, int worker) {
        for (Part p : parts) {
            p.kernel().multiply(index, worker);
        }
    }
}
