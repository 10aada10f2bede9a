package org.slicedscore.engine.experiment;

import java.util.List;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;

/**
 * A request to run an experiment.
 *
 * @param quick whether to run at reduced size
 * @param seeds number of seeds, at least 1
 * @param data sources of rows as {@code --data} takes them; empty for the experiment's default
 * @param options values of the experiment's options
 * @param backend ID:DEVICE, already resolved
 * @param threads host threads; 0 for all
 * @param catalog the plug-ins and backends
 */
public record Setup(
        boolean quick, int seeds, List<String> data, Options options, String backend, int threads, Catalog catalog) {
    /** Copies the list. */
    public Setup {
        data = List.copyOf(data);
    }
}
