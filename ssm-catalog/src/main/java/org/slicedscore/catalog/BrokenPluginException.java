package org.slicedscore.catalog;

import org.slicedscore.catalog.PluginProblem.Phase;

/** Why a jar, a module or a class cannot be used, with what to do about it. */
final class BrokenPluginException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final String remedy;

    BrokenPluginException(Phase phase, String cause, String remedy) {
        super(cause);
        this.phase = phase;
        this.remedy = remedy;
    }

    Phase phase() {
        return phase;
    }

    String remedy() {
        return remedy;
    }

    PluginProblem problem(PluginKind kind, String location, String provider) {
        return PluginProblem.of(kind, location, provider, phase, getMessage(), remedy);
    }
}
