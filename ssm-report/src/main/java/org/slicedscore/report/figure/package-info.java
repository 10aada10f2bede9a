/** Draws figures, as SVG text and as PNG pixels, with one pen each. The only place that draws. */
package org.slicedscore.report.figure;
