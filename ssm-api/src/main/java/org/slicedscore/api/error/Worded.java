package org.slicedscore.api.error;

/**
 * A part of a message whose words differ between the library and the command.
 *
 * @since 0.2.0
 */
public sealed interface Worded permits Action, Alternative, Message, Problem, Subject {
    /**
     * The text.
     *
     * @param wording how settings are named
     * @return one line
     */
    String text(Wording wording);
}
