/**
 * The sequential view of {@link org.slicedscore.api.random.Philox} for work on the host: shuffles, splits, initial weights.
 */
package org.slicedscore.data.random;
