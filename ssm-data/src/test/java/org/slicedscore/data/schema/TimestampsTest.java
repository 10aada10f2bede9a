package org.slicedscore.data.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1969-12-31, -1",
        "2000-03-01, 11017",
        "1970-01-02T12:00, 1.5",
        "1970-01-02 12:00:00, 1.5",
        "1970-01-01T06:00:00.000Z, 0.25",
        "1970-01-01T06:00:00+03:00, 0.125",
        "1970-01-01t06:00:00+0300, 0.125",
        "' 1970-01-01 ', 0"
    })
    void isoDatesAndTimes(String text, double days) {
        assertEquals(days, Timestamps.parse(text), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2024", "2024-13-01", "2024-02-30", "01/02/2024", "2024-01-01T25:00", "2024-01-01x", "12:30"
            })
    void anythingElseIsNone(String text) {
        assertTrue(Double.isNaN(Timestamps.parse(text)), text);
    }

    @Test
    void hoursDaysAndText() {
        double noon = Timestamps.parse("2024-11-28T12:30");
        assertEquals(12.5, Timestamps.hour(noon), 1e-9);
        assertEquals(3, Timestamps.weekday(noon), "a Thursday");
        assertEquals(3, Timestamps.weekday(0), "1970 began on one");
        assertEquals(2, Timestamps.weekday(-0.5));
        assertEquals("2024-11-28T12:30", Timestamps.format(noon));
        assertEquals("2024-11-28", Timestamps.format(Math.floor(noon)));
    }
}
