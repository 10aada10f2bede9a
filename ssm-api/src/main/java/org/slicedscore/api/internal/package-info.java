/** Internals shared by this project's backends; not part of the API. */
package org.slicedscore.api.internal;
