/** An optimiser's formula written out for all parameters, and the numbers that depend on the step alone. */
package org.slicedscore.engine.update;
