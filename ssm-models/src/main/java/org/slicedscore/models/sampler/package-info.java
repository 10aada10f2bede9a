/** The samplers that ship. */
package org.slicedscore.models.sampler;
