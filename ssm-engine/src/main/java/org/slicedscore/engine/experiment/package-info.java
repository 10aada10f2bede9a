/**
 * Experiments: cells that are computed one by one and stored, and a report with figures and tables. An
 * {@link org.slicedscore.engine.experiment.Experiment} is a service, and so is the renderer of its figures.
 */
package org.slicedscore.engine.experiment;
