/**
 * Evaluates expressions directly, node by node in double precision, without compilation: the reference for the compiler
 * and every backend.
 */
package org.slicedscore.core.interpret;
