/** Contract tests: extend one, name your provider, run it with JUnit. */
package org.slicedscore.testkit;
