package org.slicedscore.benchmarks.peers;

import org.bytedeco.pytorch.Tensor;
import org.slicedscore.benchmarks.Workload;

/**
 * Images and kernels as libtorch's convolutions like them, at no cost in a step. This framework keeps the channels of a pixel beside
 * each other, and where one zero more is needed, it adds it on the right and below; libtorch's padding is then left and above. Upside
 * down and mirrored, both compute the same. Other models keep their layout.
 */
final class TorchLayout {
    private static final int KERNEL = 3;

    private TorchLayout() {}

    /** The side of an image in pixels. */
    static int side(Workload w) {
        return Math.toIntExact(Math.round(Math.sqrt(w.dim())));
    }

    /** Rows, or directions at rows, [..,D]. */
    static Tensor rows(Workload w, Tensor rows) {
        return w.family() == Workload.Family.IMAGES ? rows.flip(-1).contiguous() : rows;
    }

    /** A parameter's values, or its gradient, from this framework's layout. */
    static Tensor parameter(Workload w, String name, Tensor values) {
        if (!hasPixels(w, name)) {
            return values;
        }
        long out = values.size(0);
        long area = area(w, name);
        Tensor turned = values.view(out, area, -1).flip(1).transpose(1, 2).contiguous();
        return name.startsWith("conv") ? turned.view(out, -1, KERNEL, KERNEL) : turned.view(out, -1);
    }

    /** The way back, to [outputs, inputs]. */
    static Tensor original(Workload w, String name, Tensor values) {
        if (!hasPixels(w, name)) {
            return values;
        }
        long out = values.size(0);
        return values.contiguous()
                .view(out, -1, area(w, name))
                .transpose(1, 2)
                .flip(1)
                .contiguous()
                .view(out, -1);
    }

    private static boolean hasPixels(Workload w, String name) {
        return w.family() == Workload.Family.IMAGES && name.endsWith(".weight");
    }

    /** The places of a kernel, or the pixels that the last layer sees. */
    private static long area(Workload w, String name) {
        if (name.startsWith("conv")) {
            return KERNEL * KERNEL;
        }
        int side = side(w);
        for (int i = 0; i < w.hidden().size(); i++) {
            side = (side + 1) / 2;
        }
        return (long) side * side;
    }
}
