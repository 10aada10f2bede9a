package org.slicedscore.engine.detect;

import org.slicedscore.catalog.Catalog;

/**
 * Where detectors that are formulas run.
 *
 * @param catalog the plug-ins and backends
 * @param backend auto, ID or ID:DEVICE
 * @param threads host threads; 0 for all
 */
record DetectDevice(Catalog catalog, String backend, int threads) {}
