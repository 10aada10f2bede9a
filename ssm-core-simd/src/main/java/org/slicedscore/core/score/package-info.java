/**
 * Combines a model, a projection and an objective: plug-in formulas become one expression graph with
 * derivative operators expanded.
 */
package org.slicedscore.core.score;
