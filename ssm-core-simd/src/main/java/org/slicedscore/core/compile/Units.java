package org.slicedscore.core.compile;

import java.util.List;

/**
 * A program cut into units.
 *
 * @param units in an order of the graph, not yet the order of execution
 * @param values everything that has a buffer
 */
record Units(List<Unit> units, List<Value> values) {}
