package org.slicedscore.api.data;

import java.util.List;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;

/** A file format of rows. Its options are given as {@code --data.NAME}. */
public interface DataFormat extends Plugin {
    /** How well an input matches a format. */
    enum Match {
        /** It is not of this format. */
        NO,
        /** It may be: nothing in the first bytes contradicts it. A format that matches the file's ending takes precedence. */
        MAYBE,
        /** It is: it begins with bytes unique to the format. */
        YES
    }

    /**
     * A small file of a format and its content.
     *
     * @param fileName its name, such as {@code two.npy}
     * @param bytes the whole file
     * @param columns the names of all columns
     * @param rows the numbers, [rows, columns]; NaN if a cell is missing or not a number
     * @since 0.2.0
     */
    record Sample(String fileName, byte[] bytes, List<String> columns, double[][] rows) {}

    /** {@return the format's name in messages, such as {@code NPY}; by default the id} */
    default String title() {
        return id();
    }

    /**
     * The endings of file names of this format. A file with such a name that does not match is rejected.
     *
     * @return lower case, with the dot, such as {@code .npy}; {@code .gz} may always follow
     */
    List<String> endings();

    /**
     * Whether an input is of this format. Called for every input, so it must be cheap.
     *
     * @param head the first bytes, at most 65,536, uncompressed
     * @return how well it matches
     */
    Match matches(byte[] head);

    /**
     * Whether the format reads folders of files as one table, the rows of one file after those of the other. It then
     * finds the files in {@link RowInput#files()}, and {@link #matches} sees the first one.
     *
     * @return by default false: folders are refused
     * @since 0.2.0
     */
    default boolean folders() {
        return false;
    }

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
     * Small files for contract tests, which read them both intact and damaged.
     *
     * @return a few, of several rows each; by default none, in which case the tests need files from elsewhere
     * @since 0.2.0
     */
    default List<Sample> samplesForChecks() {
        return List.of();
    }
}
