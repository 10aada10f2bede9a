package org.slicedscore.data.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.error.SsmException;

/**
 * The content of a safetensors file.
 *
 * @param metadata free text by name
 * @param tensors by name, in the order of the header
 */
public record TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors) {
    /** Copies the maps, keeping their order. */
    public TensorFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Finds a tensor that must exist.
     *
     * @param name its name
     * @throws SsmException of kind DATA if there is no such tensor
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw SsmException.data(
                    "no tensor %s in the safetensors file; it has %s",
                    Quoting.quote(name), Quoting.plain(String.join(", ", tensors.keySet()), 300));
        }
        return tensor;
    }
}
