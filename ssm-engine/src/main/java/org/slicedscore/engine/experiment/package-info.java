/**
 * Experiments: cells that are computed one by one and kept, and a report with figures and tables on what came out. An
 * {@link org.slicedscore.engine.experiment.Experiment} is a service, and so is what draws its figures.
 */
package org.slicedscore.engine.experiment;
