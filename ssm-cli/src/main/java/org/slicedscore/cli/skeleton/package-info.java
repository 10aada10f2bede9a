/** Skeletons of plug-ins: small Maven projects that compile and pass their contract tests. */
package org.slicedscore.cli.skeleton;
