/** An open device as the rest of the engine uses it: the memory of variables, and programs that run on them. */
package org.slicedscore.engine.device;
