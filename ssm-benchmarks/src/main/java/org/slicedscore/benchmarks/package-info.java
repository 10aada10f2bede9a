/** JMH benchmarks, and the side-by-side with other libraries. */
package org.slicedscore.benchmarks;
