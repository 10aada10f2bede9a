package org.slicedscore.api.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> KNOWN = List.of("train", "trace", "evaluate", "batch-size");

    @Test
    void slipsAreRecognised() {
        assertEquals(Optional.of("train"), Names.nearest("trian", KNOWN));
        assertEquals(Optional.of("train"), Names.nearest("TRAIN", KNOWN));
        assertEquals(Optional.of("batch-size"), Names.nearest("bachsize", KNOWN));
        assertEquals(Optional.of("evaluate"), Names.nearest("eva", KNOWN));
    }

    @Test
    void twoLettersExchangedAreOneSlip() {
        // as single letters both names would be two changes away
        assertEquals(Optional.of("ba"), Names.nearest("ab", List.of("acx", "ba")));
    }

    @Test
    void whatResemblesNothingGetsNoSuggestion() {
        assertEquals(Optional.empty(), Names.nearest("sample", KNOWN));
        assertEquals(Optional.empty(), Names.nearest("sample", List.of()));
        assertEquals("valid: batch-size, evaluate, trace, train", Names.hint("sample", KNOWN));
        assertEquals("there are none", Names.hint("sample", List.of()));
    }
}
