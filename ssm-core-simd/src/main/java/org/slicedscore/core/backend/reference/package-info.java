/**
 * The backend {@code reference}: scalar, double precision, one plain loop per instruction, simple enough to be
 * obviously correct. The oracle of every test.
 */
package org.slicedscore.core.backend.reference;
