/** What the backends of this project share and no one else relies on. */
package org.slicedscore.api.internal;
