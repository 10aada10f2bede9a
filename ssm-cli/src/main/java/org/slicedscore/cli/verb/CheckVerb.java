package org.slicedscore.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

@Command(name = "check")
final class CheckVerb extends Verb {
    @Override
    public int run(Context context, ParseResult parsed) {
        return 0;
    }
}
