/** Options that plug-ins declare: name, type, default, range and documentation, checked strictly. */
package org.slicedscore.api.option;
