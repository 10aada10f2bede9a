package org.slicedscore.engine.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Lists as JSON. */
final class JsonWords {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonWords() {}

    static String list(List<String> words) {
        return MAPPER.valueToTree(words).toString();
    }
}
