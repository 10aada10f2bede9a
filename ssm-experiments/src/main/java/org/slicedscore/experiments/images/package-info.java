/** Images as rows of 8-bit pixels. */
package org.slicedscore.experiments.images;
