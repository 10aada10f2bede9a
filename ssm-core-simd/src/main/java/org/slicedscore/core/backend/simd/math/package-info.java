/** The lane width, and exactly rounded vector arithmetic on ranges of arrays: functions, sums, random words and numbers. */
package org.slicedscore.core.backend.simd.math;
