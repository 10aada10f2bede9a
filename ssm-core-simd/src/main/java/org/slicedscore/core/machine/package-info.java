/** What the kernels of the backend {@code simd} find in this JVM, for checks of the machine. */
package org.slicedscore.core.machine;
