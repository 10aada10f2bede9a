/** What is counted and smoothed for figures: histograms, densities of pairs of columns, dependence. */
package org.slicedscore.report.statistics;
