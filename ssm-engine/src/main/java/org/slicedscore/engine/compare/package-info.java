/** Whether two samples come from one distribution. */
package org.slicedscore.engine.compare;
