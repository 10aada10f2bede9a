/** Where settings come from: defaults, a file, the environment, the command line. Later ones win; every value remembers its origin. */
package org.slicedscore.cli.config;
