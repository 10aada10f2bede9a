/**
 * From files to batches: a {@link org.slicedscore.core.data.DataSource} names rows, a
 * {@link org.slicedscore.core.data.DataReader} reads them into a {@link org.slicedscore.core.data.Table}, a
 * {@link org.slicedscore.core.data.Split} divides it, preprocessing (the package {@code prep}) takes it to the model's
 * coordinates, and
 * {@link org.slicedscore.core.data.Batches} deals out a {@link org.slicedscore.core.data.Dataset}.
 */
package org.slicedscore.core.data;
