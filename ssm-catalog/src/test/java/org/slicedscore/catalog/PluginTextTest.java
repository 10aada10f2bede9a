package org.slicedscore.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

class PluginTextTest {
    private static final Subject KNN = new Subject.Plugin("detector", "knn");

    private static Map<String, String> options(String text) {
        return PluginText.of(text).options(KNN);
    }

    @Test
    void anIdAndValuesOfOptions() {
        assertEquals("acme:knn", PluginText.of("acme:knn?k=3").id());
        assertEquals("knn", PluginText.of("knn").id());
        Map<String, String> given = options("knn?k=3&from=a=b?&empty=");
        assertEquals(Map.of("k", "3", "from", "a=b?", "empty", ""), given);
        assertEquals(List.of("k", "from", "empty"), List.copyOf(given.keySet()));
        assertEquals(Map.of(), options("knn"));
        assertEquals(Map.of(), options("knn?"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, String> given = new LinkedHashMap<>();
        assertEquals("knn", PluginText.format("knn", given));
        given.put("k", "3");
        given.put("whiten", "true");
        assertEquals("knn?k=3&whiten=true", PluginText.format("knn", given));
        assertEquals(given, options("knn?k=3&whiten=true"));
    }

    @ParameterizedTest
    @CsvSource({"k, k", "=3, =3", "k=3&, ''", "&k=3, ''", "k=3&&j=4, ''", "k=3&k=4, k=4"})
    void everyPartIsANameAndAValue(String query, String wrong) {
        assertEquals(
                "detector 'knn': found '" + wrong + "', expected NAME=VALUE, separated by &, each name once",
                refusal("knn?" + query));
    }

    @Test
    void messagesAreOneLine() {
        assertTrue(refusal("knn?a\nb\u2028c").contains("found 'a\ufffdb\ufffdc'"), () -> refusal("knn?a\nb\u2028c"));
        assertTrue(refusal("knn?" + "a".repeat(100)).contains("found '" + "a".repeat(60) + "…'"));
    }

    private static String refusal(String text) {
        SsmException e = assertThrows(SsmException.class, () -> options(text));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        return e.getMessage();
    }
}
