/** Reports on runs: {@link org.slicedscore.report.HtmlReporter} is the service. */
package org.slicedscore.report;
