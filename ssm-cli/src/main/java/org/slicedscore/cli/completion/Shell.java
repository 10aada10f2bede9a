package org.slicedscore.cli.completion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Names;

/** The shells whose command lines can be completed. */
public enum Shell {
    /** GNU bash. */
    BASH,
    /** The Z shell. */
    ZSH,
    /** The friendly interactive shell. */
    FISH;

    /** Their names. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(Shell::word).toList();

    /** Its name: a lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A shell by name.
     *
     * @param word what was typed
     * @throws SsmException of kind USAGE, with the nearest valid name, if there is none
     */
    public static Shell of(String word) {
        int i = NAMES.indexOf(word);
        if (i < 0) {
            throw SsmException.usage("no completion for the shell '%s'; %s", word, Names.hint(word, NAMES));
        }
        return values()[i];
    }
}
