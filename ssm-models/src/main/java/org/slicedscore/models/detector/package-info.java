/** Detectors of strange rows. */
package org.slicedscore.models.detector;
