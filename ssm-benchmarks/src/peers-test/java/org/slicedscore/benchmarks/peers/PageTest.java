package org.slicedscore.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void aProcessorsSectionIsReplacedAndOthersStay() {
        String page = "# T\n\nbeginning\n\n## A\n\n### old\n\n## To run it\n\nend\n";
        String added = Page.replaced(page, "B", "### new\n");
        assertEquals("# T\n\nbeginning\n\n## A\n\n### old\n\n## B\n\n### new\n\n## To run it\n\nend\n", added);
        String replaced = Page.replaced(added, "A", "### newer");
        assertEquals("# T\n\nbeginning\n\n## A\n\n### newer\n\n## B\n\n### new\n\n## To run it\n\nend\n", replaced);
    }
}
