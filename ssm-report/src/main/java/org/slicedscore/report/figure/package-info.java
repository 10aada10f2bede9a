/** Draws figures with XChart, as PNG and, through Batik's SVG generator, as SVG. The only place that knows either library. */
package org.slicedscore.report.figure;
