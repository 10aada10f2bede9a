/** The exporter {@code onnx}. */
package org.slicedscore.onnx;
