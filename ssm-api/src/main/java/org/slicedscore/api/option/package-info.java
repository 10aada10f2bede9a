/**
 * Options that plug-ins declare: name, type, default, range and documentation, checked strictly.
 *
 * @since 0.1.0
 */
package org.slicedscore.api.option;
