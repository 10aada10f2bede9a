/** What the command prints: results on standard output, everything else on standard error. */
package org.slicedscore.cli.output;
