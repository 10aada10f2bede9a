/** What the kernels of the backend {@code simd} find in this JVM, for those who judge a machine. */
package org.slicedscore.core.machine;
