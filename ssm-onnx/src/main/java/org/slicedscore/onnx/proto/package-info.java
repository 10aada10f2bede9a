/** The few messages of ONNX that are written, and protobuf's way of writing them. */
package org.slicedscore.onnx.proto;
