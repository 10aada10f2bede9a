package org.slicedscore.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.slicedscore.benchmarks.SsmStep;
import org.slicedscore.benchmarks.Workload;

/** A workload's training step in libtorch, ready to be run again and again on random rows. */
final class TorchStep implements AutoCloseable {
    private final Workload workload;
    private final PointerScope scope;
    private final TorchLoss loss;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final List<String> updated = new ArrayList<>();
    private final TensorVector inputs;
    private final TorchAdam adam;
    private final Tensor[] batches;
    private final BoolOptional release = new BoolOptional(false);
    private long done;

    /**
     * Makes parameters and optimiser state, with a learning rate of 0 as on the other side: every step does all its work, but
     * starts from the same weights.
     *
     * @param workload what
     * @param variant what is done about several directions
     * @param values names, shapes and first values of the parameters
     */
    TorchStep(Workload workload, TorchLoss.Variant variant, List<Parameter> values) {
        this(workload, variant, values, 0);
    }

    /** The same with another learning rate. */
    TorchStep(Workload workload, TorchLoss.Variant variant, List<Parameter> values, double rate) {
        this.workload = workload;
        scope = new PointerScope();
        // oneDNN's derivatives of convolutions come out differently from run to run, and wrong, in this build of
        // libtorch
        torch.globalContext().setUserEnabledMkldnn(workload.family() != Workload.Family.IMAGES);
        for (Parameter p : values) {
            Tensor t = TorchLayout.parameter(workload, p.name(), tensor(p.values(), p.dims()))
                    .set_requires_grad(true);
            parameters.put(p.name(), t);
            if (!p.name().equals(withoutInfluence(workload))) {
                updated.add(p.name());
            }
        }
        loss = new TorchLoss(workload, variant, new TorchModel(workload, parameters));
        List<Tensor> list = updated.stream().map(parameters::get).toList();
        inputs = new TensorVector(list.toArray(Tensor[]::new));
        adam = new TorchAdam(list, rate);
        float[][] rows = SsmStep.batches(workload);
        batches = new Tensor[rows.length];
        for (int i = 0; i < rows.length; i++) {
            batches[i] = TorchLayout.rows(workload, tensor(rows[i], workload.batch(), workload.dim()));
        }
    }

    /** The last bias of an energy, which has no influence on its score. */
    private static String withoutInfluence(Workload w) {
        return switch (w.family()) {
            case ENERGY -> "net." + w.hidden().size() + ".bias";
            case IMAGES -> "out.bias";
            case SCORE, NICE -> "";
        };
    }

    /**
     * A parameter.
     *
     * @param name its name in this framework
     * @param values row-major
     * @param dims its shape
     */
    record Parameter(String name, float[] values, long... dims) {}

    private static Tensor tensor(float[] values, long... dims) {
        // cloned, so that the memory is libtorch's own and aligned as it likes
        try (FloatPointer p = new FloatPointer(values)) {
            return torch.from_blob(p, dims).clone();
        }
    }

    /** One step: directions or noise, the loss, all gradients, Adam. Returns the loss. */
    double run() {
        try (PointerScope _ = new PointerScope()) {
            Tensor rows = batches[(int) (done++ % batches.length)];
            Tensor mean = loss.mean(rows, loss.random());
            // only what the parameters need: backward() would work out the gradient of the rows as well
            TensorVector gradients =
                    torch.grad(new TensorVector(mean), inputs, new TensorVector(), release, false, false);
            adam.update(List.of(gradients.get()));
            return mean.item_float();
        }
    }

    /**
     * A loss and its gradients.
     *
     * @param loss the mean over the rows
     * @param gradients of the parameters that the loss depends on, by name, row-major
     */
    record Gradients(double loss, Map<String, float[]> gradients) {}

    /**
     * The loss at given rows and with given random numbers, and its gradients.
     *
     * @param rows [B,D]
     * @param random directions [M,B,D], noise [B,D], or null for sm
     */
    Gradients gradients(float[] rows, float[] random, long... randomDims) {
        try (PointerScope _ = new PointerScope()) {
            Tensor x = TorchLayout.rows(workload, tensor(rows, workload.batch(), workload.dim()));
            Tensor given = random == null ? null : TorchLayout.rows(workload, tensor(random, randomDims));
            Tensor mean = loss.mean(x, given);
            TensorVector gradients =
                    torch.grad(new TensorVector(mean), inputs, new TensorVector(), release, false, false);
            Map<String, float[]> map = new LinkedHashMap<>();
            for (int i = 0; i < updated.size(); i++) {
                map.put(updated.get(i), values(TorchLayout.original(workload, updated.get(i), gradients.get(i))));
            }
            return new Gradients(mean.item_float(), map);
        }
    }

    private static float[] values(Tensor t) {
        float[] values = new float[Math.toIntExact(t.numel())];
        t.contiguous().data_ptr_float().get(values);
        return values;
    }

    /** Whether the loss depends on a parameter. */
    boolean isUpdated(String name) {
        return updated.contains(name);
    }

    /** The present values of a parameter. */
    float[] parameter(String name) {
        try (PointerScope _ = new PointerScope()) {
            return values(
                    TorchLayout.original(workload, name, parameters.get(name).detach()));
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
