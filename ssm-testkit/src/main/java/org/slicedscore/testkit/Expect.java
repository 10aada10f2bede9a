package org.slicedscore.testkit;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Assertions without JUnit. Every message names the plug-in, what was tried and what to do. */
final class Expect {
    private Expect() {}

    /** Something that may throw. */
    interface Action {
        void run() throws Exception;
    }

    static <T> T fail(String message) {
        throw new AssertionFailedError(message);
    }

    static <T> T fail(String message, Throwable cause) {
        throw new AssertionFailedError(message, cause);
    }

    /** Aborts a check that this machine cannot run. */
    static <T> T abort(String reason) {
        throw new TestAbortedException(reason);
    }

    /** Skips a check of something that the plug-in does not claim. */
    static <T> T inapplicable(String reason) {
        throw new NotApplicableException(reason);
    }

    static void assumeTrue(boolean condition, Supplier<String> reason) {
        if (!condition) {
            abort(reason.get());
        }
    }

    static void assertTrue(boolean condition, String message) {
        if (!condition) {
            fail(message);
        }
    }

    static void assertTrue(boolean condition, Supplier<String> message) {
        if (!condition) {
            fail(message.get());
        }
    }

    static void assertFalse(boolean condition, String message) {
        assertTrue(!condition, message);
    }

    static void assertEquals(Object expected, Object actual, String message) {
        if (!Objects.equals(expected, actual)) {
            different(expected, actual, message);
        }
    }

    static void assertEquals(long expected, long actual, String message) {
        if (expected != actual) {
            different(expected, actual, message);
        }
    }

    /** Numbers that differ by no more than {@code allowed}; NaN is close to nothing. */
    static void assertEquals(double expected, double actual, double allowed, String message) {
        if (!close(expected, actual, allowed)) {
            throw new AssertionFailedError(
                    message + " ==> expected: " + expected + " but was: " + actual + ", allowed difference " + allowed,
                    expected,
                    actual);
        }
    }

    /** Arrays with the same bits, apart from the sign of zero. */
    static void assertArrayEquals(double[] expected, double[] actual, String message) {
        assertArrayEquals(expected, actual, 0, message);
    }

    /** Arrays whose elements differ by no more than {@code allowed}. */
    static void assertArrayEquals(double[] expected, double[] actual, double allowed, String message) {
        assertEquals(expected.length, actual.length, message + ": the length");
        for (int i = 0; i < expected.length; i++) {
            if (!close(expected[i], actual[i], allowed)
                    && !(allowed == 0 && Double.isNaN(expected[i]) && Double.isNaN(actual[i]))) {
                throw new AssertionFailedError(
                        message + " ==> element " + i + ": expected: " + expected[i] + " but was: " + actual[i],
                        expected[i],
                        actual[i]);
            }
        }
    }

    static void assertArrayEquals(float[] expected, float[] actual, String message) {
        int i = Arrays.mismatch(expected, actual);
        if (i >= 0) {
            fail(message + " ==> element " + i
                    + (i < Math.min(expected.length, actual.length)
                            ? ": expected: " + expected[i] + " but was: " + actual[i]
                            : ": the lengths are " + expected.length + " and " + actual.length));
        }
    }

    static void assertThrows(Class<? extends Throwable> type, Action action, String message) {
        try {
            action.run();
        } catch (Throwable e) {
            if (type.isInstance(e)) {
                return;
            }
            fail(message + " with " + type.getSimpleName() + ", not with " + e, e);
        }
        fail(message + " with " + type.getSimpleName());
    }

    private static boolean close(double expected, double actual, double allowed) {
        return expected == actual || Math.abs(expected - actual) <= allowed;
    }

    private static void different(Object expected, Object actual, String message) {
        throw new AssertionFailedError(
                message + " ==> expected: " + expected + " but was: " + actual, expected, actual);
    }
}
