/**
 * Files: safetensors, NPY, NPZ and IDX, gunzipped on the way where they are gzip, and files that are written whole or not
 * at all. Whatever is wrong with a file is a {@link org.slicedscore.api.error.SsmException} of one line that names the file, the
 * byte offset, what was found, what was expected and what to do.
 */
package org.slicedscore.data.io;
