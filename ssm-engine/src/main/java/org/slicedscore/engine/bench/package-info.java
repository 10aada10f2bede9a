/** Times training steps and counts their operations and allocations. */
package org.slicedscore.engine.bench;
