package org.slicedscore.benchmarks.peers;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam as {@code torch.optim.Adam(fused=True)} does it: one operator that takes each parameter in one pass. It is called
 * through the dispatcher, as the Java interface leaves out operators whose name starts with an underscore. The optimiser
 * of libtorch's C++ interface takes a dozen passes instead and needs twice the time.
 */
final class TorchAdam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
    private final Type.TypePtr tensorType =
            operator.schema().arguments().type().get().containedType(0);
    private final Tensor step = torch.zeros(1);
    private final Scalar one = new Scalar(1f);
    private final IValue parameters;
    private final IValue means;
    private final IValue squares;
    private final IValue steps;
    private final IValue none = list(List.of());
    private final IValue rate;

    /**
     * State for parameters that all get a gradient.
     *
     * @param parameters what is updated
     * @param rate the learning rate
     */
    TorchAdam(List<Tensor> parameters, double rate) {
        this.parameters = list(parameters);
        this.rate = new IValue(rate);
        means = list(parameters.stream().map(p -> torch.zeros_like(p.detach())).toList());
        squares =
                list(parameters.stream().map(p -> torch.zeros_like(p.detach())).toList());
        // one counter for all of them: they are always updated together
        steps = list(parameters.stream().map(p -> step).toList());
    }

    private IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(tensorType);
        tensors.forEach(t -> list.push_back(new IValue(t)));
        return new IValue(list);
    }

    /** Moves the parameters along their gradients. */
    void update(List<Tensor> gradients) {
        step.add_(one);
        operator.callBoxed(new IValueVector(
                parameters,
                list(gradients),
                means,
                squares,
                none,
                steps,
                rate,
                new IValue(BETA1),
                new IValue(BETA2),
                new IValue(0.0),
                new IValue(EPSILON),
                new IValue(false),
                new IValue(false),
                new IValue(),
                new IValue()));
    }
}
