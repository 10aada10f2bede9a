/** The file formats that ship, plug-ins like any other: delimited text, NPY, NPZ and IDX. */
package org.slicedscore.data.format;
