package org.slicedscore.engine.figure;

import java.util.Map;

/** How a terminal shows pictures. */
public enum TerminalGraphics {
    /** With characters, as every terminal can. */
    BLOCKS,
    /** By the protocol of kitty, which Ghostty and WezTerm know too. */
    KITTY,
    /** By the protocol of iTerm2. */
    ITERM2,
    /** By sixels, as foot and mlterm do. */
    SIXEL;

    /**
     * What a terminal says of itself. Inside tmux and screen, which keep pictures to themselves, it is characters.
     *
     * @param environment variables by name
     * @return the best that it is known to show
     */
    public static TerminalGraphics of(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        String program = environment.getOrDefault("TERM_PROGRAM", "");
        if (environment.containsKey("TMUX") || term.startsWith("screen") || term.startsWith("tmux")) {
            return BLOCKS;
        }
        if (environment.containsKey("KITTY_WINDOW_ID")
                || term.contains("kitty")
                || term.contains("ghostty")
                || program.equalsIgnoreCase("ghostty")
                || program.equals("WezTerm")) {
            return KITTY;
        }
        if (program.equals("iTerm.app")
                || environment.getOrDefault("LC_TERMINAL", "").equals("iTerm2")) {
            return ITERM2;
        }
        return term.contains("sixel") || term.startsWith("foot") || term.startsWith("mlterm") ? SIXEL : BLOCKS;
    }
}
