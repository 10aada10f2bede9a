package org.slicedscore.cli.verb;

import java.io.Serial;
import java.util.ArrayList;
import org.slicedscore.cli.completion.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Writes the script that completes command lines in a shell. */
@Command(
        name = "completion",
        customSynopsis = "ssm completion bash|zsh|fish",
        description =
                "Prints a script that completes verbs, options, ids of installed plug-ins, built-in data, runs and files when you press "
                        + "Tab. It starts no Java. Write it anew after installing plug-ins.",
        footer = {
            "",
            "Examples:",
            "  ssm completion bash > ~/.local/share/bash-completion/completions/ssm",
            "  ssm completion zsh > ~/.zfunc/_ssm      # a folder in $fpath, set before compinit",
            "  ssm completion fish > ~/.config/fish/completions/ssm.fish"
        })
final class CompletionVerb extends Verb {
    /** For picocli. */
    static final class Shells extends ArrayList<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        Shells() {
            super(Shell.NAMES);
        }
    }

    @Parameters(
            paramLabel = "SHELL",
            arity = "1",
            completionCandidates = Shells.class,
            description = "bash, zsh or fish.")
    private String shell;

    @Override
    public int run(Context context, ParseResult parsed) {
        Shell of = Shell.of(shell);
        VerbModels.completion(context.catalog())
                .script(of)
                .lines()
                .forEach(context.console().out()::println);
        return 0;
    }
}
