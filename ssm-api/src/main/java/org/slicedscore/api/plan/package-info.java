/**
 * The input of a backend: instructions of few kinds over numbered buffers, with every offset, stride and lifetime
 * already decided.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.plan;
