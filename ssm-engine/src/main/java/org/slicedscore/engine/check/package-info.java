/** Checks that a user runs on a machine: what a backend computes against what is known to be right. */
package org.slicedscore.engine.check;
