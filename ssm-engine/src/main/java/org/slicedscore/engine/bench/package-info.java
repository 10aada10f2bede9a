/** Times training steps and counts what they do and allocate. */
package org.slicedscore.engine.bench;
