package org.slicedscore.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.Suggest;
import org.slicedscore.data.io.Magic;
import org.slicedscore.data.io.Npz;
import org.slicedscore.data.io.Quoting;

/** Several arrays of NumPy's: one of them holds the rows, others may be labels. */
public final class NpzFormat implements DataFormat {
    static final Option<String> ARRAY =
            Option.text("array", "", "Which array holds the rows; X, or the only matrix, where none is named");

    /** For the service loader. */
    public NpzFormat() {}

    @Override
    public String id() {
        return "npz";
    }

    @Override
    public String title() {
        return "NPZ";
    }

    @Override
    public String description() {
        return "Several arrays, as numpy.savez writes them; the array y holds the labels";
    }

    @Override
    public String source() {
        return "NumPy, numpy.savez";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(ARRAY);
    }

    @Override
    public List<String> endings() {
        return List.of(".npz");
    }

    @Override
    public Match matches(byte[] head) {
        return Magic.begins(head, 'P', 'K', 3, 4) || Magic.begins(head, 'P', 'K', 5, 6) ? Match.YES : Match.NO;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        Npz npz = Npz.open(input);
        try {
            return new NpzRows(input.name(), npz, dataArray(input.name(), npz, options.get(ARRAY)));
        } catch (RuntimeException e) {
            npz.close();
            throw e;
        }
    }

    private static String dataArray(String name, Npz npz, String wanted) {
        List<String> arrays = npz.names();
        if (arrays.isEmpty()) {
            throw Problem.data(name)
                    .found("a zip archive without .npy arrays")
                    .expected("NPZ")
                    .remedy("write it with numpy.savez")
                    .exception();
        }
        if (!wanted.isEmpty()) {
            if (!arrays.contains(wanted)) {
                throw Problem.usage(Subject.setting("array"))
                        .says("there is no array %s in %s", Quoting.quote(wanted), name)
                        .remedy("%s", Suggest.among(wanted, arrays))
                        .exception();
            }
            return wanted;
        }
        if (arrays.contains("X")) {
            return "X";
        }
        List<String> matrices = new ArrayList<>();
        StringBuilder shapes = new StringBuilder();
        for (String array : arrays) {
            int[] shape = npz.shape(array);
            shapes.append(shapes.isEmpty() ? "" : ", ").append(Quoting.plain(array, 60));
            shapes.append(shape == null ? " (no real numbers)" : Arrays.toString(shape));
            if (shape != null && shape.length >= 2) {
                matrices.add(array);
            }
        }
        if (matrices.size() == 1) {
            return matrices.getFirst();
        }
        if (arrays.size() == 1) {
            return arrays.getFirst();
        }
        throw Problem.usage(new Subject.File(name))
                .found("the arrays %s", shapes)
                .expected("X or a single matrix")
                .remedy("choose one with %s", Subject.setting("array"))
                .exception();
    }
}
