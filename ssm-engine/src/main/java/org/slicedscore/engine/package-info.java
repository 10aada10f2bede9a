/**
 * The entry point for applications: {@link org.slicedscore.engine.Ssm} trains and loads, {@link org.slicedscore.engine.SsmModel}
 * scores rows.
 */
package org.slicedscore.engine;
