package org.slicedscore.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.slicedscore.api.error.SsmException;

/** What every refusal of bad input has to be: of the right kind, one line, and with what the user needs to know. */
public final class Refusal {
    private Refusal() {}

    public static String data(Executable action, String... parts) {
        return check(SsmException.Kind.DATA, action, parts);
    }

    public static String usage(Executable action, String... parts) {
        return check(SsmException.Kind.USAGE, action, parts);
    }

    private static String check(SsmException.Kind kind, Executable action, String... parts) {
        SsmException thrown = assertThrows(SsmException.class, action);
        String message = thrown.getMessage();
        assertEquals(kind, thrown.kind(), message);
        assertFalse(message.contains("\n") || message.contains("\r"), "more than one line: " + message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected <" + part + "> in: " + message);
        }
        return message;
    }
}
