package org.slicedscore.data.prep;

import java.util.List;
import java.util.Map;

/**
 * The saved form of a preprocessing: words for a JSON file and named arrays for tensors.
 *
 * @param scaling none, standardize or whiten
 * @param columns the names of the D columns
 * @param seed of dequantisation and noise
 * @param arrays {@code shift} [D]; {@code forward} and {@code backward}, [D] if the map is diagonal, else [D, D] row-major;
 *     {@code log_det} [1]; {@code gap} [D], 0 for columns that are not dequantised; {@code noise} [D]
 */
public record PreprocessingState(String scaling, List<String> columns, long seed, Map<String, double[]> arrays) {}
