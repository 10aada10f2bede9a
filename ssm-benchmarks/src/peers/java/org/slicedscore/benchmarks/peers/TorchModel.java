package org.slicedscore.benchmarks.peers;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.slicedscore.benchmarks.Workload;

/** The models of the workloads in libtorch, over parameters that bear this framework's names. */
final class TorchModel {
    private final Workload workload;
    private final Map<String, Tensor> parameters;

    TorchModel(Workload workload, Map<String, Tensor> parameters) {
        this.workload = workload;
        this.parameters = parameters;
    }

    /** log p̃ of each row, [B] or [B,1], up to a constant; or the score, [B,D]. */
    Tensor apply(Tensor x) {
        return switch (workload.family()) {
            case ENERGY, SCORE -> network("net", x, workload.hidden().size());
            case NICE -> nice(x);
            case IMAGES -> images(x);
        };
    }

    /** Over images and kernels as {@link TorchLayout} turns them. */
    private Tensor images(Tensor x) {
        long side = TorchLayout.side(workload);
        Tensor h = x.view(x.size(0), 1, side, side);
        for (int i = 0; i < workload.hidden().size(); i++) {
            h = torch.softplus(torch.conv2d(
                    h,
                    parameters.get("conv." + i + ".weight"),
                    new TensorOptional(parameters.get("conv." + i + ".bias")),
                    new long[] {2, 2},
                    new long[] {1, 1},
                    new long[] {1, 1},
                    1));
        }
        return linear("out", h.flatten(1, -1));
    }

    private Tensor network(String name, Tensor x, int hidden) {
        Tensor h = x;
        for (int i = 0; i < hidden; i++) {
            h = torch.softplus(linear(name + "." + i, h));
        }
        return linear(name + "." + hidden, h);
    }

    private Tensor linear(String name, Tensor x) {
        return torch.linear(x, parameters.get(name + ".weight"), new TensorOptional(parameters.get(name + ".bias")));
    }

    private Tensor nice(Tensor x) {
        long half = workload.dim() / 2;
        Tensor pairs = x.view(x.size(0), half, 2);
        // split once: the couplings never look at the columns in their old order
        Tensor[] halves = {pairs.select(2, 0), pairs.select(2, 1)};
        for (int i = 0; i < Workload.COUPLINGS; i++) {
            int moved = 1 - i % 2;
            Tensor shift =
                    network("coupling" + i, halves[1 - moved], workload.hidden().size());
            halves[moved] = halves[moved].add(shift);
        }
        Tensor logDensity = null;
        for (int i = 0; i < 2; i++) {
            Tensor scale = parameters.get("log_scale").narrow(0, i * half, half);
            Tensor z = halves[i].mul(scale.exp());
            Tensor part = z.square().sum(1).mul(new Scalar(-0.5f)).add(scale.sum());
            logDensity = logDensity == null ? part : logDensity.add(part);
        }
        return logDensity;
    }
}
