package org.slicedscore.cli.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

@Command(name = "train")
final class TrainVerb extends Verb {
    @Override
    public int run(Context context, ParseResult parsed) {
        return 0;
    }
}
