package org.slicedscore.engine.experiment;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.option.Option;

/**
 * A computer experiment in two parts: cells, each computed on its own and stored when done, and a
 * report on all cells. Found as a service; see {@link Experiments}.
 *
 * <p>A cell's result depends only on its settings and the backend, so an interrupted and resumed run gives the same
 * results as an uninterrupted one, except for measured times and memory.
 */
public interface Experiment {
    /** Its name on the command line: lower-case words joined by '-'. */
    String id();

    /** A one-line summary. */
    String title();

    /** The publication: paper and section. */
    String source();

    /** Its own options: constants of its class. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * The default number of seeds.
     *
     * @param quick whether to run at reduced size
     * @return 1 or more
     */
    int seeds(boolean quick);

    /**
     * The rough duration on two cores of a current machine, with the default settings.
     *
     * @param quick whether to run at reduced size
     * @return seconds, roughly
     */
    double expectedSeconds(boolean quick);

    /**
     * Plans the cells.
     *
     * @param setup the request
     * @return the cells in the order to run, with unique ids
     * @throws org.slicedscore.api.error.SsmException of kind USAGE or DATA if the request cannot be met
     */
    List<Cell> plan(Setup setup);

    /**
     * Computes a cell.
     *
     * @param cell one of {@link #plan}
     * @param work the cell's surroundings
     * @return numbers, text, booleans, and lists of these, by name; numbers that are not finite count as missing
     * @throws ExperimentStopped if stopped; files the cell left in its folder are there when it resumes
     */
    Map<String, Object> run(Cell cell, Work work);

    /**
     * Reports the results: tables, figures, and a comparison with the publication.
     *
     * @param results of all cells
     * @param report receives the report
     */
    void report(ExperimentResults results, Report report);
}
