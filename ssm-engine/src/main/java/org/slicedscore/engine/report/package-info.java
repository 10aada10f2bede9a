/** Reports on runs, written by a {@link org.slicedscore.engine.report.Reporter} found as a service. */
package org.slicedscore.engine.report;
