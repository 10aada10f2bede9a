package org.slicedscore.cli.verb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens files with the programs of a desktop. */
final class Desktop {
    private Desktop() {}

    /** Opens a file, or says why not. */
    static void open(Path file, Context context) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Map<String, String> environment = context.environment();
        List<String> command;
        if (system.contains("mac")) {
            command = List.of("open");
        } else if (system.contains("win")) {
            command = List.of("rundll32", "url.dll,FileProtocolHandler");
        } else if (environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")) {
            command = List.of("xdg-open");
        } else {
            context.console()
                    .note(
                            "there is no desktop here (neither DISPLAY nor WAYLAND_DISPLAY is set): open %s elsewhere",
                            file);
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(new java.util.ArrayList<>(command));
            builder.command().add(file.toAbsolutePath().toString());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.start();
        } catch (IOException e) {
            context.console()
                    .note("%s cannot be started (%s): open %s by hand", command.getFirst(), e.getMessage(), file);
        }
    }
}
