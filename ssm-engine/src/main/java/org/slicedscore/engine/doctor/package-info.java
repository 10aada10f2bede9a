/** What this machine and this JVM mean for speed and correctness: {@link org.slicedscore.engine.Ssm#doctor()}. */
package org.slicedscore.engine.doctor;
