package org.slicedscore.cli.completion;

import java.util.List;

/**
 * A verb, a verb of a verb, or the command itself, as far as completion cares.
 *
 * @param path its words, joined by blanks; empty for the command itself
 * @param summary what it does
 * @param subcommands what may follow it
 * @param options its options
 * @param positionals the values of its parameters, in order
 */
record CommandShape(
        String path,
        String summary,
        List<CommandShape> subcommands,
        List<OptionShape> options,
        List<Proposals> positionals) {
    /**
     * An option.
     *
     * @param names its names, the shortest first
     * @param summary what it does
     * @param takesValue whether a value must follow
     * @param values the values
     */
    record OptionShape(List<String> names, String summary, boolean takesValue, Proposals values) {}

    /** The last word of its path. */
    String word() {
        return path.substring(path.lastIndexOf(' ') + 1);
    }
}
