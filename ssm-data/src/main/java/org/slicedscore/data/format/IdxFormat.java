package org.slicedscore.data.format;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.option.Options;
import org.slicedscore.data.io.BinaryInput;
import org.slicedscore.data.io.Idx;

/** The format of MNIST. */
public final class IdxFormat implements DataFormat {
    /** For the service loader. */
    public IdxFormat() {}

    @Override
    public String id() {
        return "idx";
    }

    @Override
    public String title() {
        return "IDX";
    }

    @Override
    public String description() {
        return "One array, as MNIST is published; the first axis counts rows";
    }

    @Override
    public String source() {
        return "LeCun, Cortes and Burges, The MNIST database of handwritten digits";
    }

    @Override
    public List<String> endings() {
        return List.of(".idx", "-ubyte", ".idx1", ".idx2", ".idx3", ".idx4", "-idx1", "-idx2", "-idx3", "-idx4");
    }

    @Override
    public Match matches(byte[] head) {
        return Idx.matches(head) ? Match.YES : Match.NO;
    }

    @Override
    public RowReader open(RowInput input, Options options) {
        return new ArrayRows(input.name(), Idx.open(BinaryInput.of(input)));
    }
}
