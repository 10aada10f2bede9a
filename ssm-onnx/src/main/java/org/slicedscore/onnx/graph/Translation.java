package org.slicedscore.onnx.graph;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slicedscore.api.Exporter.Trained;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.onnx.proto.Onnx;
import org.slicedscore.onnx.proto.ProtoMessage;

/** Translates formulas for any number of rows. */
public final class Translation {
    /** The name of the graph's input. */
    private static final String INPUT = "x";

    private Translation() {}

    /**
     * The model as an ONNX message.
     *
     * @param trained the formulas
     * @return a {@code ModelProto}
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if something has no operator
     */
    public static ProtoMessage model(Trained trained) {
        Map<String, Expr> fewer = new TreeMap<>(trained.outputs(input(trained, Extents.FEWER)));
        Map<String, Expr> more = new TreeMap<>(trained.outputs(input(trained, Extents.MORE)));
        Extents extents = new Extents(fewer.values(), more.values());
        GraphWriter graph = new GraphWriter(INPUT);
        NodeWriter nodes = new NodeWriter(extents, graph, trained.arrays());
        extents.order().forEach(nodes::write);
        Map<String, ProtoMessage> outputs = new TreeMap<>();
        fewer.forEach((name, e) -> {
            graph.named(nodes.full(e), name);
            outputs.put(name, Onnx.value(name, "", extents.of(e)));
        });
        int columns = trained.inputs().size();
        ProtoMessage rows = Onnx.value(INPUT, String.join(", ", trained.inputs()), -1, columns);
        Map<String, String> metadata = trained.metadata();
        return Onnx.model(
                graph.graph("ssm", List.of(rows), outputs), "ssm", metadata.getOrDefault("ssm_version", ""), metadata);
    }

    private static Expr input(Trained trained, int rows) {
        return Expr.of(
                new Primitive.Input(INPUT, Shape.of(rows, trained.inputs().size())));
    }
}
