/**
 * Files: reading and writing safetensors, NPY, NPZ and IDX, with gzip undone, and atomic writing. Every fault of a
 * file is a {@link org.slicedscore.api.error.SsmException} of one line that names the file, the byte offset, what was
 * found, what was expected and what to do.
 */
package org.slicedscore.data.io;
