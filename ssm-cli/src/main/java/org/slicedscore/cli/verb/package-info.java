/** The verbs of the command {@code ssm}, one class each. */
package org.slicedscore.cli.verb;
