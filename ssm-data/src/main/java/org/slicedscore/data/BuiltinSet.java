package org.slicedscore.data;

/**
 * A real data set that ships.
 *
 * @param name what follows {@code builtin:}
 * @param summary what it is, one line
 * @param source where it comes from and under which licence, one line
 * @param resource its file
 * @param label its label column unless the user says otherwise, or null
 */
public record BuiltinSet(String name, String summary, String source, String resource, String label) {}
