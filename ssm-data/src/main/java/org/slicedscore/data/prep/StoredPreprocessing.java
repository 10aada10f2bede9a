package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;

/** A preprocessing as named arrays, and back. */
final class StoredPreprocessing {
    private static final int HOUR = 1;
    private static final int WEEKDAY = 2;

    private final PreprocessingState state;

    StoredPreprocessing(PreprocessingState state) {
        this.state = state;
    }

    static PreprocessingState of(Steps steps) {
        Encoding encoding = steps.encoding();
        ColumnScale[] scales = steps.scales();
        ImageGrid image = steps.image();
        Whitening whitening = steps.whitening();
        Map<String, double[]> arrays = new LinkedHashMap<>();
        arrays.put("fill", parts(encoding, StoredPreprocessing::fill));
        arrays.put(
                "fill_spread",
                parts(encoding, part -> plain(part) == null ? 0 : plain(part).spread()));
        arrays.put("marked", parts(encoding, part -> marked(part) ? 1 : 0));
        arrays.put("calendar", parts(encoding, StoredPreprocessing::calendar));
        List<Consequence> consequences = encoding.consequences();
        if (!consequences.isEmpty()) {
            int inputs = encoding.inputs();
            double[] all = new double[inputs * (inputs + 1)];
            for (Consequence c : consequences) {
                System.arraycopy(c.coefficients(), 0, all, c.input() * (inputs + 1), inputs + 1);
            }
            arrays.put("dependence", all);
        }
        arrays.put("shift", scales(scales, ColumnScale::shift));
        arrays.put("scale", scales(scales, ColumnScale::scale));
        arrays.put("reach", scales(scales, s -> Double.isInfinite(s.reach()) ? 0 : s.reach()));
        arrays.put("clip", new double[] {Arrays.stream(scales).anyMatch(ColumnScale::clip) ? 1 : 0});
        arrays.put("gap", steps.spreading().gap().clone());
        arrays.put("noise", steps.spreading().noise().clone());
        if (image != null) {
            arrays.put("image", new double[] {image.height(), image.width(), image.channels()});
        }
        if (whitening != null) {
            arrays.put("axes", Arrays.stream(whitening.axes()).asDoubleStream().toArray());
            arrays.put("whiten", whitening.forward().clone());
            arrays.put("unwhiten", whitening.backward().clone());
            arrays.put("whiten_log_det", new double[] {whitening.logDet()});
        }
        return new PreprocessingState(
                steps.scaling().id(), steps.schema(), steps.spreading().seed(), arrays);
    }

    private static double[] parts(Encoding encoding, ToDoubleFunction<Part> value) {
        return encoding.parts().stream().mapToDouble(value).toArray();
    }

    private static double[] scales(ColumnScale[] scales, ToDoubleFunction<ColumnScale> value) {
        return Arrays.stream(scales).mapToDouble(value).toArray();
    }

    private static Part.Plain plain(Part part) {
        return switch (part) {
            case Part.Plain plain -> plain;
            case Part.Calendar calendar -> calendar.days();
            case Part.Word word -> null;
            case Part.Watched watched -> null;
        };
    }

    private static double fill(Part part) {
        return part instanceof Part.Watched watched
                ? watched.value()
                : plain(part) == null ? 0 : plain(part).fill();
    }

    private static boolean marked(Part part) {
        return part instanceof Part.Word word
                ? word.marked()
                : plain(part) != null && plain(part).marked();
    }

    private static double calendar(Part part) {
        return part instanceof Part.Calendar c ? (c.hour() ? HOUR : 0) + (c.weekday() ? WEEKDAY : 0) : 0;
    }

    Steps restore() {
        Scaling scaling = Scaling.of(state.scaling());
        Encoding encoding = encoding();
        int dim = encoding.width();
        double[] shift = array("shift", dim);
        double[] scale = array("scale", dim);
        double[] reach = array("reach", dim);
        boolean clip = array("clip", 1)[0] != 0;
        ColumnScale[] scales = new ColumnScale[dim];
        for (int j = 0; j < dim; j++) {
            scales[j] = new ColumnScale(
                    shift[j], scale[j], reach[j] == 0 ? Double.POSITIVE_INFINITY : reach[j], clip && reach[j] != 0);
        }
        return new Steps(
                scaling,
                state.schema(),
                image(encoding.dim()),
                encoding,
                scales,
                whitening(dim),
                new Spreading(encoding, array("gap", dim), array("noise", dim), state.seed()));
    }

    private ImageGrid image(int pixels) {
        if (!state.arrays().containsKey("image")) {
            return null;
        }
        double[] image = array("image", 3);
        if (image[0] * image[1] * image[2] != pixels || Arrays.stream(image).anyMatch(n -> n != (int) n || n < 1)) {
            throw damaged("image", Arrays.toString(image), "a layout of " + pixels + " numbers");
        }
        return new ImageGrid((int) image[0], (int) image[1], (int) image[2]);
    }

    private Encoding encoding() {
        List<Column> inputs = state.schema().inputs();
        int count = inputs.size();
        double[] fill = array("fill", count);
        double[] spread = array("fill_spread", count);
        double[] marked = array("marked", count);
        double[] calendar = array("calendar", count);
        List<Part> parts = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            Column column = inputs.get(j);
            Part.Plain plain = new Part.Plain(column, fill[j], spread[j], marked[j] != 0);
            int times = (int) calendar[j];
            if (!column.role().learned()) {
                parts.add(new Part.Watched(column, fill[j]));
            } else if (column.kind() == Kind.CATEGORICAL) {
                parts.add(new Part.Word(column, marked[j] != 0));
            } else if (times != 0) {
                parts.add(new Part.Calendar(plain, (times & HOUR) != 0, (times & WEEKDAY) != 0));
            } else {
                parts.add(plain);
            }
        }
        return new Encoding(parts, dependence(inputs));
    }

    private double[][] dependence(List<Column> inputs) {
        int count = inputs.size();
        double[][] dependence = new double[count][];
        if (state.arrays().containsKey("dependence")) {
            double[] all = array("dependence", count * (count + 1));
            for (int j = 0; j < count; j++) {
                if (inputs.get(j).role() == Role.DEPENDENT) {
                    dependence[j] = Arrays.copyOfRange(all, j * (count + 1), (j + 1) * (count + 1));
                }
            }
        }
        return dependence;
    }

    private Whitening whitening(int dim) {
        double[] axes = state.arrays().get("axes");
        if (axes == null) {
            return null;
        }
        int m = axes.length;
        int[] which = Arrays.stream(axes).mapToInt(axis -> (int) axis).toArray();
        if (Arrays.stream(which).anyMatch(axis -> axis < 0 || axis >= dim)) {
            throw damaged("axes", Arrays.toString(which), "indices below " + dim);
        }
        return new Whitening(which, array("whiten", m * m), array("unwhiten", m * m), array("whiten_log_det", 1)[0]);
    }

    private double[] array(String name, int size) {
        double[] array = state.arrays().get(name);
        if (array == null || array.length != size) {
            throw damaged(name, array == null ? "nothing" : array.length + " numbers", size + " numbers");
        }
        return array.clone();
    }

    private static SsmException damaged(String name, String found, String expected) {
        return Problem.data("saved preprocessing")
                .found("%s for %s", found, name)
                .expected("%s", expected)
                .remedy("the run is damaged")
                .exception();
    }
}
