/**
 * The backend {@code reference}: scalar and in double precision, one plain loop an instruction, simple enough to be seen
 * to be right. The oracle of every test.
 */
package org.slicedscore.core.backend.reference;
