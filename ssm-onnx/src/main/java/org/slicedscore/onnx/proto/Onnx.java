package org.slicedscore.onnx.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages of {@code onnx.proto3} that are written, with their field numbers. */
public final class Onnx {
    /** The version of the operators. */
    public static final int OPSET = 17;

    /** The name of the number of rows, which is free. */
    public static final String ROWS = "rows";

    /** {@code TensorProto.DataType.FLOAT}, as casts name it. */
    public static final int FLOAT = 1;

    /** {@code TensorProto.DataType.BOOL}. */
    public static final int BOOL = 9;

    private static final int INT64 = 7;

    /** The version of the format that came with operators 17. */
    private static final int IR_VERSION = 8;

    private static final int TYPE_INT = 2;
    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INTS = 7;

    private Onnx() {}

    /** {@code NodeProto}: an operator; attributes are longs, floats or arrays of longs. */
    public static ProtoMessage node(
            String operator, List<String> inputs, String output, Map<String, Object> attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.put(1, input));
        node.put(2, output).put(3, output).put(4, operator);
        new TreeMap<>(attributes).forEach((name, value) -> node.put(5, attribute(name, value)));
        return node;
    }

    private static ProtoMessage attribute(String name, Object value) {
        ProtoMessage attribute = new ProtoMessage().put(1, name);
        switch (value) {
            case Long i -> attribute.put(3, i).put(20, TYPE_INT);
            case Float f -> attribute.put(2, f).put(20, TYPE_FLOAT);
            case long[] ints -> {
                for (long i : ints) {
                    attribute.put(8, i);
                }
                attribute.put(20, TYPE_INTS);
            }
            default -> throw new IllegalArgumentException(name + " of " + value.getClass());
        }
        return attribute;
    }

    /** {@code TensorProto} of 32-bit numbers. */
    public static ProtoMessage floats(String name, int[] dims, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return tensor(name, FLOAT, dims, bytes.array());
    }

    /** {@code TensorProto} of integers in one axis. */
    public static ProtoMessage ints(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return tensor(name, INT64, new int[] {values.length}, bytes.array());
    }

    private static ProtoMessage tensor(String name, int type, int[] dims, byte[] raw) {
        ProtoMessage tensor = new ProtoMessage();
        for (int dim : dims) {
            tensor.put(1, dim);
        }
        return tensor.put(2, type).put(8, name).put(9, raw);
    }

    /** {@code ValueInfoProto} of 32-bit numbers: negative extents are the number of rows. */
    public static ProtoMessage value(String name, String about, int... dims) {
        ProtoMessage shape = new ProtoMessage();
        for (int dim : dims) {
            shape.put(1, dim < 0 ? new ProtoMessage().put(2, ROWS) : new ProtoMessage().put(1, dim));
        }
        ProtoMessage tensor = new ProtoMessage().put(1, FLOAT).put(2, shape);
        return new ProtoMessage()
                .put(1, name)
                .put(2, new ProtoMessage().put(1, tensor))
                .put(3, about);
    }

    /** {@code ModelProto}. */
    public static ProtoMessage model(
            ProtoMessage graph, String producer, String version, Map<String, String> metadata) {
        ProtoMessage model = new ProtoMessage()
                .put(1, IR_VERSION)
                .put(2, producer)
                .put(3, version)
                .put(7, graph)
                .put(8, new ProtoMessage().put(1, "").put(2, OPSET));
        metadata.forEach(
                (key, value) -> model.put(14, new ProtoMessage().put(1, key).put(2, value)));
        return model;
    }
}
