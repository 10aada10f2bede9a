/** The errors that users meet. */
package org.slicedscore.api;
