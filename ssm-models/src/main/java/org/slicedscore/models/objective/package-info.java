/** The objectives that ship. With s the score, H its Jacobian and v a direction, each is one formula a row. */
package org.slicedscore.models.objective;
