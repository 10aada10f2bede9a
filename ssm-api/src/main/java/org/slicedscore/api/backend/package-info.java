/**
 * What the author of a backend implements: a cheap provider that says which devices there are, and a backend that holds
 * memory and runs {@link org.slicedscore.api.plan.Plan plans}. No derivative rule is needed.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.backend;
