/**
 * Writes trained models as ONNX. Derivatives are ordinary expressions before they come here, so that what is written are plain nodes.
 *
 * @provides org.slicedscore.api.Exporter {@code onnx}
 */
module org.slicedscore.onnx {
    requires org.slicedscore.api;

    provides org.slicedscore.api.Exporter with
            org.slicedscore.onnx.OnnxExporter;
}
