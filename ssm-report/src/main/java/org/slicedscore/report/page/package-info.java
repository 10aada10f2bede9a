/** Writes HTML: a page that is one file, with its tables and figures. Knows nothing of what it is about. */
package org.slicedscore.report.page;
