package org.slicedscore.engine.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Lists as JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String list(List<String> words) {
        return MAPPER.valueToTree(words).toString();
    }
}
