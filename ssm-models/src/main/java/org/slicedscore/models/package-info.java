/** The models, projections and objectives that ship. */
package org.slicedscore.models;
