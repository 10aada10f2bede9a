/** Small plug-ins for tests of what finds, trains and evaluates plug-ins. */
package org.slicedscore.core.testplugins;
