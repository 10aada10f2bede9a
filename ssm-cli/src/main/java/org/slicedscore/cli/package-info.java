/** The command {@code ssm} and its verbs. */
package org.slicedscore.cli;
