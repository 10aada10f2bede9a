/**
 * Finds plug-ins and backends through {@link java.util.ServiceLoader}. What is broken, of another level or there twice is
 * a reported state that names place, phase, cause and remedy; it never stops what works.
 */
package org.slicedscore.catalog;
