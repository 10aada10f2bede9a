/** The distributions of directions that ship. */
package org.slicedscore.models.projection;
