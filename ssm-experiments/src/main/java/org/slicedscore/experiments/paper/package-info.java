/**
 * The experiments of the paper, and those that compare its theorems with simulation. Ids of models, objectives and projections
 * in this package are data of the experiments.
 */
package org.slicedscore.experiments.paper;
