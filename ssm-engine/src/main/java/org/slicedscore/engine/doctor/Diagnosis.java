package org.slicedscore.engine.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param id what it is: a stable word such as {@code vectors}, or {@code backend:ID}
 * @param state how it is
 * @param found what was found, in a few words
 * @param meaning what that means for speed or correctness; empty where all is well
 * @param remedy what to do about it; empty where nothing need be done
 */
public record Diagnosis(String id, State state, String found, String meaning, String remedy) {
    /** How something is. */
    public enum State {
        /** All is well. */
        OK,
        /** It works; there is something to know. */
        NOTE,
        /** Results may be wrong, far slower than they should be, or cannot be had or kept. */
        PROBLEM;

        /** The state in listings: a lower-case word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Diagnosis ok(String id, String found) {
        return new Diagnosis(id, State.OK, found, "", "");
    }

    static Diagnosis note(String id, String found, String meaning, String remedy) {
        return new Diagnosis(id, State.NOTE, found, meaning, remedy);
    }

    static Diagnosis problem(String id, String found, String meaning, String remedy) {
        return new Diagnosis(id, State.PROBLEM, found, meaning, remedy);
    }
}
