package org.slicedscore.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    @ParameterizedTest
    @CsvSource({
        "0.5,0.5",
        "1234.5678,1235",
        "0.00123456,0.001235",
        "-2.5,−2.5",
        "10,10",
        "1e-7,1.000e−07",
        "NaN,''",
        "Infinity,∞",
        "3.0004,3"
    })
    void numbersHaveFourDigitsThatCount(double value, String text) {
        assertEquals(text, Grid.number(value));
    }

    @Test
    void largeCountsHaveGroups() {
        assertEquals("14\u2009866\u2009136", Grid.number(14_866_136));
    }

    @Test
    void wordsAreEscapedAndNumbersKeepTheirExactValues() {
        String html = new Grid("a & b", "name", "value")
                .row("<x>", 0.123456789)
                .row(null, null)
                .html();
        assertTrue(html.contains("<caption>a &amp; b</caption>"), html);
        assertTrue(html.contains("<td>&lt;x&gt;</td>"), html);
        assertTrue(html.contains("data-v=\"0.123456789\">0.1235</td>"), html);
        assertTrue(html.contains("class=\"n\"><button type=\"button\">value"), html);
    }
}
