/** Figures as data, drawn by a {@link org.slicedscore.engine.figure.FigureRenderer} found as a service. */
package org.slicedscore.engine.figure;
