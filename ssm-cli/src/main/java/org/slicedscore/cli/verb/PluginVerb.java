package org.slicedscore.cli.verb;

import java.nio.file.Path;
import java.util.List;
import org.slicedscore.cli.config.SettingValues;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A verb whose settings include those of plug-ins, such as {@code --model.hidden}. */
abstract class PluginVerb extends Verb {
    private final Flags flags;

    /** A verb with its settings. */
    PluginVerb(Flags flags) {
        this.flags = flags;
    }

    /** The settings of a call, those of a file among them unless it is null. */
    final SettingValues settings(Context context, ParseResult parsed, Path config) {
        return flags.read(context, parsed, config);
    }

    @Override
    public final void extend(CommandSpec spec) {
        flags.addTo(spec);
    }

    @Override
    final List<String> pluginKinds() {
        return flags.kinds();
    }

    @Override
    public final boolean takesPluginFlags() {
        return true;
    }
}
