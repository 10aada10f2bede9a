/** The root of what ships; the formulas are in the packages below. */
package org.slicedscore.models;
