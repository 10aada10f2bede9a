package org.slicedscore.cli.config;

import org.slicedscore.api.error.Subject;
import org.slicedscore.api.error.Wording;

/** Messages in the words of the command: settings are flags. */
public enum FlagWording implements Wording {
    /** The only one. */
    FLAGS;

    @Override
    public String setting(String name) {
        return "--" + name;
    }

    /** A flag without a value where it is a switch; quoted as a shell would want it, or where it looks like a flag. */
    @Override
    public String setting(String name, String value) {
        if (value.equals("true")) {
            return setting(name);
        }
        return setting(name) + " " + (value.matches("[\\w./:,=+@%][\\w./:,=+@%-]*") ? value : "'" + value + "'");
    }

    @Override
    public String option(Subject owner, String name) {
        return switch (owner) {
            case Subject.Plugin(String kind, String id) -> setting(kind + "." + name);
            case Subject.Other other -> setting(name);
            default -> owner.text(this) + ": option '" + name + "'";
        };
    }
}
