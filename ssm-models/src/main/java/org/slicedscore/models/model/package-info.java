/** The models that ship: log-densities and score fields, each one formula. */
package org.slicedscore.models.model;
