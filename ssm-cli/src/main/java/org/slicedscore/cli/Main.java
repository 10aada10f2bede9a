package org.slicedscore.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slicedscore.cli.output.Console;
import org.slicedscore.cli.output.ResultStream;

/** The entry point of the command {@code ssm}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and leaves with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        LauncherStreams.restoreStandardError();
        ResultStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
        Console console = new Console(out, System.err, LauncherStreams.standardErrorIsTerminal());
        System.exit(new Cli(console, System.getenv()).run(args));
    }
}
