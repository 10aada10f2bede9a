package org.slicedscore.api.data;

import java.util.List;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;

/** A file format of rows. Its options are given as {@code --data.NAME}. */
public interface DataFormat extends Plugin {
    /** How sure a format is of an input. */
    enum Match {
        /** It is none of this format. */
        NO,
        /** It can be: nothing in the first bytes says otherwise. A format whose ending the file has goes before others. */
        MAYBE,
        /** It is: it begins with bytes that no other format begins with. */
        YES
    }

    /**
     * A small file of a format, and what it holds.
     *
     * @param fileName its name, such as {@code two.npy}
     * @param bytes the whole file
     * @param columns the names of all columns
     * @param rows the numbers, [rows, columns]; NaN where a cell is missing or no number
     */
    record Sample(String fileName, byte[] bytes, List<String> columns, double[][] rows) {}

    /**
     * What messages call the format.
     *
     * @return such as {@code NPY}; by default the id
     */
    default String title() {
        return id();
    }

    /**
     * How the names of files of this format end. A file that is named so and does not match is refused.
     *
     * @return lower case, with the dot, such as {@code .npy}; {@code .gz} may always follow
     */
    List<String> endings();

    /**
     * Whether an input is of this format. Called for every input, so it looks and does no more.
     *
     * @param head the first bytes, at most 65,536, uncompressed
     * @return how sure it is
     */
    Match matches(byte[] head);

    /**
     * Opens the rows.
     *
     * @param input the input, which the caller closes
     * @param options values of the options that the format declares
     * @return the rows, before the first one
     * @throws SsmException of kind DATA if the input is damaged, USAGE if an option does not fit it
     */
    RowReader open(RowInput input, Options options);

    /**
     * Small files for contract tests, which read them whole and damaged.
     *
     * @return a few, of several rows each; none unless overridden, and then the tests need files from elsewhere
     */
    default List<Sample> samplesForChecks() {
        return List.of();
    }
}
