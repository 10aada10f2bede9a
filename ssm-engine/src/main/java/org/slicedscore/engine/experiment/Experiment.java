package org.slicedscore.engine.experiment;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.option.Option;

/**
 * A computer experiment in two parts: cells, each computed apart from the others and kept as soon as it is done, and a
 * report on all of them. Found as a service; see {@link Experiments}.
 *
 * <p>What a cell gives depends on its settings and the backend alone, so that a run which is interrupted and taken up again
 * gives what an uninterrupted one would have given. Measured times and memory are the exception.
 */
public interface Experiment {
    /**
     * Its name on the command line.
     *
     * @return lower-case words joined by '-'
     */
    String id();

    /**
     * What it shows.
     *
     * @return one line
     */
    String title();

    /**
     * Where it was published.
     *
     * @return paper and section
     */
    String source();

    /**
     * Options of its own.
     *
     * @return constants of its class
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * How many seeds it runs unless told otherwise.
     *
     * @param quick whether the reduced size is asked for
     * @return 1 or more
     */
    int seeds(boolean quick);

    /**
     * How long it takes on two cores of a present machine, with the default settings.
     *
     * @param quick whether the reduced size is asked for
     * @return seconds, roughly
     */
    double expectedSeconds(boolean quick);

    /**
     * The cells.
     *
     * @param setup what is asked for
     * @return the cells in the order they are to run, with unique ids
     * @throws org.slicedscore.api.error.SsmException of kind USAGE or DATA if what is asked for is not to be had
     */
    List<Cell> plan(Setup setup);

    /**
     * Computes a cell.
     *
     * @param cell one of {@link #plan}
     * @param work what it works with
     * @return numbers, text, booleans, and lists of these, by name; numbers that are not finite count as missing
     * @throws ExperimentStopped if a stop was asked for; what the cell left in its folder is there at the next try
     */
    Map<String, Object> run(Cell cell, Work work);

    /**
     * Says what came out: tables, figures, and how they compare with what was published.
     *
     * @param results of all cells
     * @param report where to say it
     */
    void report(ExperimentResults results, Report report);
}
