package org.slicedscore.api.error;

/**
 * Something that a message says, and that reads differently to a program's author and to a user of the command.
 *
 * @since 0.2.0
 */
public sealed interface Worded permits Alternative, Message, Problem, Subject {
    /**
     * The text.
     *
     * @param wording how settings are named
     * @return one line
     */
    String text(Wording wording);
}
