/**
 * The experiments of the paper, and those that hold its theorems against simulation. Ids of models, objectives and projections
 * that stand here are data of the experiments.
 */
package org.slicedscore.experiments.paper;
