/** What this build of the framework is. */
package org.slicedscore.core;
