package org.slicedscore.data.format;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.io.BinaryInput;
import org.slicedscore.data.io.Magic;
import org.slicedscore.data.io.Npy;

/** One array of NumPy's. */
public final class NpyFormat implements DataFormat {
    /** For the service loader. */
    public NpyFormat() {}

    @Override
    public String id() {
        return "npy";
    }

    @Override
    public String title() {
        return "NPY";
    }

    @Override
    public String description() {
        return "One array, as numpy.save writes it; the first axis counts rows";
    }

    @Override
    public String source() {
        return "NumPy enhancement proposal 1";
    }

    @Override
    public List<String> endings() {
        return List.of(".npy");
    }

    @Override
    public Match matches(byte[] head) {
        return Magic.begins(head, 0x93, 'N', 'U', 'M', 'P', 'Y') ? Match.YES : Match.NO;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        return new ArrayRows(input.name(), Npy.open(BinaryInput.of(input)));
    }
}
