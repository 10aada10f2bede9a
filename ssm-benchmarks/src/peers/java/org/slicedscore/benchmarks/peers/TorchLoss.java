package org.slicedscore.benchmarks.peers;

import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.slicedscore.benchmarks.Workload;

/** The objectives of the workloads in libtorch, by reverse mode twice, as users of PyTorch write them. */
final class TorchLoss {
    /** What is done about several directions. */
    enum Variant {
        /** The score of the batch is computed once, and one gradient more is taken for each direction. */
        SHARED("score shared"),
        /** The batch is copied once for each direction, and everything is computed for all copies together. */
        COPIED("batch copied");

        private final String title;

        Variant(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** The variants that differ for a workload. */
        static List<Variant> of(Workload w) {
            boolean several = w.objective().equals("sm") || w.sliced() && w.directions() > 1;
            return several ? List.of(SHARED, COPIED) : List.of(SHARED);
        }
    }

    private final Workload workload;
    private final Variant variant;
    private final TorchModel model;
    private final Tensor coordinates;
    private final BoolOptional retain = new BoolOptional(true);

    TorchLoss(Workload workload, Variant variant, TorchModel model) {
        this.workload = workload;
        this.variant = variant;
        this.model = model;
        long d = workload.dim();
        // [D,B,D]: the coordinate directions of exact score matching
        coordinates = workload.objective().equals("sm")
                ? torch.eye(d).view(d, 1, d).expand(d, workload.batch(), d).contiguous()
                : null;
    }

    /** What is random in a step: directions [M,B,D], noise [B,D] for dsm, null for sm. */
    Tensor random() {
        return switch (workload.objective()) {
            case "sm" -> null;
            case "dsm" -> torch.randn(workload.batch(), workload.dim());
            // signs of normal numbers: of several ways the fastest on a CPU, and what the paper's code does
            default ->
                torch.randn(workload.directions(), workload.batch(), workload.dim())
                        .sign_();
        };
    }

    /**
     * The mean loss, ready for the gradient of the parameters.
     *
     * @param rows [B,D]
     * @param random directions or noise; null for sm
     */
    Tensor mean(Tensor rows, Tensor random) {
        return switch (workload.objective()) {
            case "dsm" -> denoising(rows, random);
            // the trace is the sum over the D directions and not their mean
            case "sm" -> along(rows, coordinates, workload.dim(), false);
            case "ssm" -> along(rows, random, 1, true);
            case "ssm-vr" -> along(rows, random, 1, false);
            default -> throw new IllegalArgumentException(workload.objective());
        };
    }

    /** weight · mean vᵀHv + ½ mean (vᵀs)² where sliced, else ½ mean ‖s‖². */
    private Tensor along(Tensor rows, Tensor v, double weight, boolean sliced) {
        return variant == Variant.COPIED ? copied(rows, v, weight, sliced) : shared(rows, v, weight, sliced);
    }

    private Tensor score(Tensor x) {
        Tensor value = model.apply(x);
        return workload.family() == Workload.Family.SCORE
                ? value
                : torch.grad(
                                new TensorVector(value.sum()),
                                new TensorVector(x),
                                new TensorVector(),
                                retain,
                                true,
                                false)
                        .get(0);
    }

    /** ∇(vᵀs), of which further gradients can be taken. */
    private Tensor vectorJacobian(Tensor s, Tensor x, Tensor v) {
        return torch.grad(new TensorVector(s), new TensorVector(x), new TensorVector(v), retain, true, false)
                .get(0);
    }

    private Tensor copied(Tensor rows, Tensor v, double weight, boolean sliced) {
        long m = v.size(0);
        long d = rows.size(1);
        Tensor x = rows.repeat(m, 1).requires_grad_(true);
        Tensor flat = v.view(m * rows.size(0), d);
        Tensor s = score(x);
        Tensor curvature = vectorJacobian(s, x, flat).mul(flat).sum(1);
        Tensor square = sliced ? s.mul(flat).sum(1).square() : s.square().sum(1);
        return weighted(curvature.mean(), weight).add(square.mean().mul(new Scalar(0.5f)));
    }

    private Tensor shared(Tensor rows, Tensor v, double weight, boolean sliced) {
        long m = v.size(0);
        Tensor x = rows.detach().requires_grad_(true);
        Tensor s = score(x);
        Tensor curvature = null;
        Tensor square = sliced ? null : s.square().sum(1).mean();
        for (long i = 0; i < m; i++) {
            Tensor direction = v.select(0, i);
            Tensor c = vectorJacobian(s, x, direction).mul(direction).sum();
            curvature = curvature == null ? c : curvature.add(c);
            if (sliced) {
                Tensor q = s.mul(direction).sum(1).square().mean();
                square = square == null ? q : square.add(q);
            }
        }
        double share = weight / (m * rows.size(0));
        return weighted(curvature, share).add(square.mul(new Scalar((float) (0.5 / (sliced ? m : 1)))));
    }

    private static Tensor weighted(Tensor t, double weight) {
        return weight == 1 ? t : t.mul(new Scalar((float) weight));
    }

    private Tensor denoising(Tensor rows, Tensor noise) {
        Scalar sigma = new Scalar((float) Workload.SIGMA);
        Tensor x = rows.add(noise.mul(sigma)).requires_grad_(true);
        return score(x).add(noise.div(sigma)).square().sum(1).mean().mul(new Scalar(0.5f));
    }
}
