package org.slicedscore.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.slicedscore.api.error.SsmException.Kind;

/** What plug-ins throw that were compiled against version 0.1.0. */
class OldExceptionTest {
    @Test
    @SuppressWarnings("deprecation") // the old name is what is tested
    void theOldNameIsTheNewException() {
        org.slicedscore.api.error.SsmException usage = SsmException.usage("found %d, expected %s", 3, "4");
        assertEquals("found 3, expected 4", usage.getMessage());
        assertEquals(Kind.USAGE, usage.kind());
        assertEquals(Kind.DATA, SsmException.data("100 %%").kind());
        assertEquals(Kind.BACKEND, SsmException.backend("none").kind());
    }
}
