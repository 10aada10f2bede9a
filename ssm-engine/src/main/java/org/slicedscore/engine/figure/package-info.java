/**
 * Figures as values: a {@link org.slicedscore.engine.figure.Figure} says what is to be seen, a
 * {@link org.slicedscore.engine.figure.FigureRenderer}, found as a service, draws it.
 */
package org.slicedscore.engine.figure;
