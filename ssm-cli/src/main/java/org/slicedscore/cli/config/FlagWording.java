package org.slicedscore.cli.config;

import java.util.List;
import org.slicedscore.api.error.Action;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.error.Wording;

/** Messages in the words of the command: settings are flags, actions are verbs. */
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
        return owner instanceof Subject.Plugin(String kind, String id)
                ? setting(kind + "." + name)
                : owner.text(this) + ": option '" + name + "'";
    }

    @Override
    public String alternative(Alternative alternative) {
        return alternative.words() + " (" + String.join(", ", shipped(alternative)) + ")";
    }

    @Override
    public String action(Action action) {
        return switch (action) {
            case TRAIN -> "'ssm train'";
            case FIT_DETECTOR -> "'ssm detect fit'";
            case USE_DETECTOR -> "'ssm detect', 'ssm report', 'ssm plot' or 'ssm export'";
            case APPLY_DETECTOR -> "'ssm detect'";
            case EVALUATE -> "'ssm evaluate'";
            case SCORE -> "'ssm score'";
            case SAMPLE -> "'ssm sample'";
            case LIST_BACKENDS -> "'ssm backends'";
            case LIST_PLUGINS -> "'ssm plugins'";
        };
    }

    /**
     * Plug-ins that ship and would do.
     *
     * @param alternative what they have to be
     * @return their ids, at least one
     */
    public static List<String> shipped(Alternative alternative) {
        return switch (alternative) {
            case NORMALISED_MODEL -> List.of("gmm", "nice");
            case MODEL_WITH_LOG_DENSITY -> List.of("mlp-energy", "gmm");
            case MODEL_THAT_RANKS -> List.of("noise-score", "mlp-energy");
            case CONDITIONAL_MODEL -> List.of("noise-score");
            case OBJECTIVE_WITHOUT_NORMALISER -> List.of("ssm-vr", "ssm", "sm", "dsm");
            case OBJECTIVE_WITHOUT_CURVATURE -> List.of("dsm");
            case OBJECTIVE_FOR_SCORES -> List.of("ssm-vr");
            case OBJECTIVE_FOR_ANY_GRAPH -> List.of("cp", "ssm-vr", "sm");
            case QUADRATIC_OBJECTIVE -> List.of("sm", "ssm", "ssm-vr", "dsm", "fd-ssm", "cp");
            case OBJECTIVE_FOR_ANY_DIRECTIONS -> List.of("ssm");
            case ISOTROPIC_PROJECTION -> List.of("gaussian", "rademacher", "sphere");
            case SAMPLER_BY_SCORE -> List.of("langevin");
            case MARKOV_CHAIN -> List.of("hmc", "mala", "langevin");
            case EXACT_MARKOV_CHAIN -> List.of("hmc", "mala");
        };
    }
}
