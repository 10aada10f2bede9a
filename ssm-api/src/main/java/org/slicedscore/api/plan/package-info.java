/**
 * What a backend gets: a list of few kinds of instruction over numbered buffers, with every offset, stride and lifetime
 * already decided.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.plan;
