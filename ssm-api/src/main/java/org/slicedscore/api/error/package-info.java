/** What went wrong, as a value: its kind, what it is about, and what to do. */
package org.slicedscore.api.error;
