package org.slicedscore.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slicedscore.cli.verb.Verbs;
import org.slicedscore.engine.run.Version;

/** The help of the command itself. Plain text, so that it is there at once. */
final class Help {
    /** What the command does. */
    static final String SUMMARY = "learns densities and score functions from data by sliced score matching";

    /** What to try first. */
    static final List<String> FIRST_STEPS = List.of(
            "ssm train --data builtin:redwine --out runs/wine --seed 1",
            "ssm evaluate runs/wine",
            "ssm score runs/wine --data builtin:redwine | head");

    /** What the exit codes mean. */
    static final String EXIT_CODES =
            "0 done, 1 internal error, 2 usage, 3 data, 4 backend, 5 diverged, 6 a check failed, "
                    + "130 and 143 interrupted (a checkpoint was written).";

    private Help() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of("ssm " + Version.get() + ": " + SUMMARY, "", "Usage: ssm VERB [options]", "", "Verbs:"));
        Arrays.stream(Verbs.values())
                .forEach(v -> lines.add(String.format(Locale.ROOT, "  %-10s %s", v.word(), v.summary())));
        lines.addAll(List.of("", "First steps:"));
        FIRST_STEPS.forEach(l -> lines.add("  " + l));
        lines.addAll(List.of(
                "",
                "  ssm help VERB      the options of a verb, as ssm VERB --help",
                "  ssm --version      versions of ssm and Java",
                "",
                "Exit codes: " + EXIT_CODES));
        return lines;
    }

    static List<String> version() {
        return List.of(
                "ssm " + Version.get(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
    }
}
