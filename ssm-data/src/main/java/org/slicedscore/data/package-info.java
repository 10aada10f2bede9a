/**
 * From files to batches: a {@link org.slicedscore.data.DataSource} names rows, a
 * {@link org.slicedscore.data.DataReader} reads them into a {@link org.slicedscore.data.Table}, a
 * {@link org.slicedscore.data.Split} divides it, preprocessing (the package {@code prep}) maps it to the model's
 * coordinates, and {@link org.slicedscore.data.Batches} deals out a {@link org.slicedscore.data.Dataset}.
 */
package org.slicedscore.data;
