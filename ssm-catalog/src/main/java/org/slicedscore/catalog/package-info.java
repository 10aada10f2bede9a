/**
 * Finds plug-ins and backends through {@link java.util.ServiceLoader}. A plug-in that is broken, of another level or a
 * duplicate is reported as a state with location, phase, cause and remedy; it never affects the others.
 */
package org.slicedscore.catalog;
