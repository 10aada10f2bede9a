package org.slicedscore.core.catalog;

/**
 * A plug-in that is not used, and why.
 *
 * @param kind the kind that was looked for
 * @param id its id, empty where the failure came before it was known
 * @param where the provider's class and its jar, folder or module, as far as known
 * @param phase how far it came
 * @param cause what went wrong, one sentence
 * @param remedy what to do about it, one sentence
 */
public record PluginProblem(PluginKind kind, String id, String where, Phase phase, String cause, String remedy) {
    /** The steps between a jar and a plug-in in use. */
    public enum Phase {
        /** Its declaration was read or its class looked for. */
        FIND,
        /** Its constructor ran. */
        CREATE,
        /** It was asked for its id, level and options. */
        INSPECT,
        /** Its SPI level was compared. */
        LEVEL,
        /** Its id was compared with those found before. */
        DUPLICATE
    }

    /**
     * All of it in one line.
     *
     * @return text for logs and listings
     */
    public String describe() {
        return kind.word() + (id.isEmpty() ? "" : " '" + id + "'") + " from " + where + " is not used ("
                + phase.name().toLowerCase(java.util.Locale.ROOT) + "): " + cause + "; " + remedy;
    }
}
