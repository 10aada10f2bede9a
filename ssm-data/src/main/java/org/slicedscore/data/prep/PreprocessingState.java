package org.slicedscore.data.prep;

import java.util.Map;
import org.slicedscore.data.schema.Schema;

/**
 * The saved form of a preprocessing: words for a JSON file and named arrays for tensors.
 *
 * @param scaling none, standardize, whiten or pixels
 * @param schema the columns of the training data; I of them are inputs, and D coordinates are made of these
 * @param seed of dequantisation and noise
 * @param arrays {@code fill} [I], the value for a missing cell or of a constant column; {@code fill_spread} [I]; {@code
 *     marked} [I], 1 if a coordinate says whether a cell is missing; {@code calendar} [I], 1 for an hour and 2 for a day of
 *     the week; {@code dependence} [I, I + 1] if some columns depend on others; {@code shift}, {@code scale}, {@code reach},
 *     {@code gap} and {@code noise} [D], a reach of 0 standing for none; {@code whiten} and {@code unwhiten} [m, m]
 *     row-major, {@code whiten_log_det} [1] and {@code axes} [m], if m coordinates are whitened; {@code clip} [1]; {@code image}
 *     [3], height, width and channels, if rows are images
 */
public record PreprocessingState(String scaling, Schema schema, long seed, Map<String, double[]> arrays) {}
