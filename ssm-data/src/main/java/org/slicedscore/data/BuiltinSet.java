package org.slicedscore.data;

/**
 * A real data set shipped with the framework.
 *
 * @param name the name after {@code builtin:}
 * @param summary one-line description
 * @param source origin and licence, one line
 * @param resource its file
 * @param label its default label column, or null
 */
public record BuiltinSet(String name, String summary, String source, String resource, String label) {}
