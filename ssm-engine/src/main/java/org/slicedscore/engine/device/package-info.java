/** An open device for the rest of the engine: the memory of variables, and programs that run on them. */
package org.slicedscore.engine.device;
