package org.slicedscore.engine.experiment;

import java.util.List;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;

/**
 * What is asked of an experiment.
 *
 * @param quick whether a reduced size will do
 * @param seeds how many seeds, 1 or more
 * @param data sources of rows as {@code --data} takes them; empty for the experiment's own
 * @param options values of the experiment's own options
 * @param backend ID:DEVICE, chosen already
 * @param threads host threads; 0 for all
 * @param catalog where plug-ins and backends are
 */
public record Setup(
        boolean quick, int seeds, List<String> data, Options options, String backend, int threads, Catalog catalog) {
    /**
     * Copies the list.
     *
     * @param quick whether a reduced size will do
     * @param seeds how many
     * @param data sources of rows
     * @param options the experiment's own
     * @param backend ID:DEVICE
     * @param threads host threads
     * @param catalog plug-ins and backends
     */
    public Setup {
        data = List.copyOf(data);
    }
}
