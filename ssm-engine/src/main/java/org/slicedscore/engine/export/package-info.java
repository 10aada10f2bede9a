/** Trained models and detectors as formulas from raw rows to results, and their export to other runtimes. */
package org.slicedscore.engine.export;
