package org.slicedscore.catalog;

import java.util.Locale;

/**
 * A plug-in that is not used, and why.
 *
 * @param kind the kind that was looked for, null where the failure came before any was known
 * @param id its id, empty where the failure came before it was known
 * @param vendor its vendor, empty where that is not known
 * @param version its version, empty where that is not known
 * @param provider the provider's class, empty where the failure is not that of one class
 * @param location its jar, folder or module
 * @param phase the phase that failed
 * @param cause what went wrong, one sentence
 * @param remedy what to do about it, one sentence
 */
public record PluginProblem(
        PluginKind kind,
        String id,
        String vendor,
        String version,
        String provider,
        String location,
        Phase phase,
        String cause,
        String remedy) {
    /** The steps from a jar to a usable plug-in. */
    public enum Phase {
        /** Its checksum was compared with those that are allowed. */
        TRUST,
        /** Its jar or folder was opened. */
        OPEN,
        /** Its modules were put together. */
        LINK,
        /** Its declaration was read or its class looked for. */
        FIND,
        /** Its constructor ran. */
        CREATE,
        /** It was asked for its id, level and options. */
        INSPECT,
        /** Its SPI level was compared. */
        LEVEL,
        /** Its id was compared with those found elsewhere. */
        DUPLICATE,
        /** It was asked for its devices. */
        PROBE;

        /** The phase in messages: a lower-case word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names in a jar may hold anything; a message is one line. */
    public PluginProblem {
        id = visible(id);
        vendor = visible(vendor);
        version = visible(version);
        provider = visible(provider);
        location = visible(location);
        cause = visible(cause);
        remedy = visible(remedy);
    }

    /** In one line. */
    static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "\ufffd");
    }

    /**
     * A problem of something whose id is not known yet.
     *
     * @param kind the kind, or null
     * @param location the jar, folder or module
     * @param provider the class, or empty
     * @param phase the phase that failed
     * @param cause what went wrong
     * @param remedy what to do
     */
    static PluginProblem of(
            PluginKind kind, String location, String provider, Phase phase, String cause, String remedy) {
        return new PluginProblem(kind, "", "", "", provider, location, phase, cause, remedy);
    }

    /** Where it is: the class, as far as known, and its jar, folder or module. */
    public String where() {
        return provider.isEmpty() ? location : provider + " in " + location;
    }

    /** All of it in one line: text for logs and listings. */
    public String describe() {
        return (kind == null ? "plug-in" : kind.word()) + (id.isEmpty() ? "" : " '" + id + "'") + " from " + where()
                + " is not used (" + phase.word() + "): " + cause + "; " + remedy;
    }
}
