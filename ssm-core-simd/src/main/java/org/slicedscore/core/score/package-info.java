/**
 * Puts a model, a projection and an objective together: the formulas of plug-ins become one expression graph with
 * derivative operators worked out.
 */
package org.slicedscore.core.score;
