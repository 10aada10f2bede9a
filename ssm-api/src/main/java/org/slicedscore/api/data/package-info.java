/** File formats of rows: a plug-in reads one, and whoever uses the rows chooses columns, labels and what to leave out. */
package org.slicedscore.api.data;
