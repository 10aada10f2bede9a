/**
 * Training programs of several networks. A {@link org.slicedscore.engine.scheme.Scheme} says which networks there are, what each
 * of them minimises, and whose turn it is; {@link org.slicedscore.engine.scheme.SchemeTrainer} carries it out on any backend, with
 * checkpoints. {@link org.slicedscore.engine.scheme.SampleScore} learns the score of samples and gives the gradient of their
 * entropy, so that a model can be trained through a distribution that can only be sampled.
 */
package org.slicedscore.engine.scheme;
