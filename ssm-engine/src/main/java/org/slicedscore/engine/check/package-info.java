/** Checks of a backend's results on the user's machine against known values. */
package org.slicedscore.engine.check;
