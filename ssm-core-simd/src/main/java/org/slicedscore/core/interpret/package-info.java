/**
 * Evaluates expressions directly, node by node in double precision, without compiling them: what the compiler and every
 * backend are compared with.
 */
package org.slicedscore.core.interpret;
