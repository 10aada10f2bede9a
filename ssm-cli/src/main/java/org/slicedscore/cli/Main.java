package org.slicedscore.cli;

import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ResultStream;

/** The entry point of the command {@code ssm}. */
public final class Main {
    private Main() {}

    /** Runs one command and leaves with its exit code. */
    public static void main(String[] args) {
        LauncherStreams.restoreStandardError();
        Console console =
                new Console(ResultStream.standardOutput(), System.err, LauncherStreams.standardErrorIsTerminal());
        System.exit(new Cli(console, System.getenv()).run(args));
    }
}
