/** Scores of images at all noise levels: samples, their nearest training images, bits per dimension, Fréchet distances. */
package org.slicedscore.experiments.gallery;
