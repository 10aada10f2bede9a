/** The optimisers that ship. */
package org.slicedscore.models.optimizer;
