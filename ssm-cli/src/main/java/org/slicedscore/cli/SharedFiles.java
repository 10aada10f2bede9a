package org.slicedscore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.cli.completion.CompletionScripts;
import org.slicedscore.cli.completion.Shell;
import org.slicedscore.cli.manual.Roff;
import org.slicedscore.cli.verb.VerbModels;
import org.slicedscore.cli.verb.Verbs;
import org.slicedscore.engine.run.Version;

/** Writes what a distribution keeps below {@code share}: manual pages and completion scripts, where systems look for them. */
public final class SharedFiles {
    private SharedFiles() {}

    /**
     * Writes them; for the build.
     *
     * @param args the folder
     * @throws IOException if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, String> file : all().entrySet()) {
            Path path = Path.of(args[0]).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** Text by path. */
    static Map<String, String> all() {
        Map<String, String> files = new TreeMap<>();
        CompletionScripts scripts = VerbModels.completion(Catalog.load());
        files.put("bash-completion/completions/ssm", scripts.script(Shell.BASH));
        files.put("zsh/vendor-completions/_ssm", scripts.script(Shell.ZSH));
        files.put("fish/vendor_completions.d/ssm.fish", scripts.script(Shell.FISH));
        files.put("man/man1/ssm.1", command());
        files.put("ssm/help.txt", String.join("\n", Help.lines()) + "\n");
        VerbModels.manual().forEach((name, text) -> files.put("man/man1/" + name + ".1", text));
        return files;
    }

    private static String command() {
        Roff page = new Roff("ssm", Help.SUMMARY, "ssm " + Version.get());
        page.section("Synopsis").paragraph("ssm VERB [options]");
        page.section("Verbs");
        Arrays.stream(Verbs.values())
                .forEach(v -> page.entry(v.word(), "", v.summary() + "; see ssm-" + v.word() + "(1)"));
        page.entry("help", "VERB", "shows the options of a verb");
        page.section("Options");
        page.entry("-h, --help", "", "Show the verbs.");
        page.entry("-V, --version", "", "Show the versions of ssm and Java.");
        page.section("Exit status").paragraph(Help.EXIT_CODES);
        page.section("Environment");
        page.entry("SSM_JAVA_OPTS", "", "Options for the JVM, such as -Xmx8g.");
        page.entry("SSM_MEMORY", "", "The largest heap of the JVM, as --memory.");
        page.entry("SSM_PLUGINS", "", "Folders or jars of more plug-ins, separated as on a class path.");
        page.entry("SSM_PLUGINS_TRUST", "", "A list of the jars that may be used as plug-ins, as --plugins-trust.");
        page.entry(
                "JAVA_HOME, JAVA_HOME_25, SSM_JDK_ROOTS", "", "Where to look for Java, or for folders that hold some.");
        page.entry("SSM_BATCH_SIZE, …", "", "Any setting of training: its name in capitals behind SSM_.");
        page.section("Files").entry("~/.ssm/plugins", "", "Plug-ins of the user: jars, and folders of jars.");
        page.section("Examples").verbatim(Help.FIRST_STEPS);
        return page.toString();
    }
}
