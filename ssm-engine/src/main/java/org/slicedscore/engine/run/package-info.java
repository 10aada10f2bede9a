/**
 * The run directory: {@code config.json}, {@code metrics.jsonl}, {@code model.safetensors} and checkpoints, each written
 * whole or not at all, from which a run resumes bit for bit.
 */
package org.slicedscore.engine.run;
