/** What reports on models and detectors hold: the facts of a run, figures of them, and the sections of a page. */
package org.slicedscore.report.run;
