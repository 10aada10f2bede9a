/** The exporter {@code safetensors}. */
package org.slicedscore.data.export;
