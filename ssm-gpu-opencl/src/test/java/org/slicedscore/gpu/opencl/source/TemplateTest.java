package org.slicedscore.gpu.opencl.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void holesAreFilledAlsoThoseOfWhatFillsThem() {
        Template text = new Template("x[i * $row + $at_0] = $sum;")
                .with("sum", "a + $at")
                .with("row", "n1")
                .with("at", 7);
        assertEquals("x[i * n1 + 7_0] = a + 7;\n", text.text());
    }

    @Test
    void aHoleAloneTakesAnyNumberOfLines() {
        Template text = new Template("""
                {
                    $none
                    $two
                }
                """).with("none", "").with("two", "a;\nif (b) {\n    $none\n    c;\n}");
        assertEquals("""
                {
                    a;
                    if (b) {
                        c;
                    }
                }
                """, text.text());
    }

    @Test
    void statementsAreRepeatedTheFirstIndexOutermost() {
        Template text = new Template("""
                $for(r, v) c$r_$v = s$r * b$v;
                $for(v) if (i < $v) {
                    x($v);
                } else {
                    y;
                }
                $for(r) {
                    int a$r;
                    $for(v) int d$r_$v;
                }
                """).repeat("r", 2).repeat("v", List.of(8, 4));
        assertEquals("""
                c0_8 = s0 * b8;
                c0_4 = s0 * b4;
                c1_8 = s1 * b8;
                c1_4 = s1 * b4;
                if (i < 8) {
                    x(8);
                } else {
                    y;
                }
                if (i < 4) {
                    x(4);
                } else {
                    y;
                }
                int a0;
                int d0_8;
                int d0_4;
                int a1;
                int d1_8;
                int d1_4;
                """, text.text());
    }

    @Test
    void unfilledUnknownAndRepeatedHolesAreErrors() {
        Template unfilled = new Template("$a + $b;").with("a", 1);
        assertTrue(assertThrows(IllegalStateException.class, unfilled::text)
                .getMessage()
                .startsWith("unfilled hole $b"));
        Template unknown = new Template("$a;").with("a", 1).with("b", 2);
        assertTrue(assertThrows(IllegalStateException.class, unknown::text)
                .getMessage()
                .startsWith("unknown hole"));
        Template noLoop = new Template("$for(r) x$r;");
        assertThrows(IllegalStateException.class, noLoop::text);
        Template neverRepeated = new Template("x;").repeat("r", 2);
        assertThrows(IllegalStateException.class, neverRepeated::text);
        Template twice = new Template("$a;").with("a", 1);
        assertThrows(IllegalArgumentException.class, () -> twice.with("a", 2));
    }
}
