/** From expressions of our graph to nodes of an ONNX graph. */
package org.slicedscore.onnx.graph;
