/** Manual pages, for {@code man ssm-train}. */
package org.slicedscore.cli.manual;
