/** Running plans on a device: memory, launches in order, tuning. */
package org.slicedscore.gpu.opencl.run;
