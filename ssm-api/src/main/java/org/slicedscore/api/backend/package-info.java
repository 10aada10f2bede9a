/**
 * The interfaces of backends: a cheap provider that lists devices, and a backend that holds
 * memory and runs {@link org.slicedscore.api.plan.Plan plans}. No derivative rule is needed.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.backend;
