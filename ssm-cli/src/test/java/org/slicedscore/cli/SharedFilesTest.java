package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.cli.verb.Verbs;

/** Manual pages and completion scripts as the distribution has them, and help by the name of a verb. */
class SharedFilesTest {
    @Test
    void everyVerbHasAPageThatSaysWhatItsHelpSays(@TempDir Path folder) throws IOException {
        SharedFiles.main(new String[] {folder.toString()});
        Map<String, String> files = SharedFiles.all();
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertEquals(file.getValue(), Files.readString(folder.resolve(file.getKey())));
        }
        for (Verbs verb : Verbs.values()) {
            String page = files.get("man/man1/ssm-" + verb.word() + ".1");
            assertTrue(page.startsWith(".TH \"SSM\\-" + verb.word().toUpperCase(java.util.Locale.ROOT)), page);
            String help = Ssm.run("help", verb.word()).out();
            help.lines()
                    .filter(l -> l.matches(" +--[a-z-]+[ =\\[].*"))
                    .map(l -> l.replaceFirst("^ +(--[a-z-]+).*", "$1").replace("-", "\\-"))
                    .forEach(option -> assertTrue(page.contains(option), () -> verb + ": " + option));
            assertTrue(files.get("man/man1/ssm.1").contains("\\fB" + verb.word() + "\\fR"));
        }
        assertTrue(files.get("man/man1/ssm-train.1").contains("\\fB\\-\\-data\\fR \\fIDATA\\fR"));
        assertTrue(files.get("man/man1/ssm-detect-fit.1").contains(".SH SYNOPSIS"));
        // no line of text may be taken for a request of roff
        for (String page : files.values()) {
            if (page.startsWith(".TH")) {
                assertTrue(page.lines().noneMatch(l -> l.matches("'.*|\\.(?!TH |SH |SS |TP$|PP$|nf$|fi$).*")), page);
            }
        }
    }

    @Test
    void theLaunchersOverviewIsTheCommands() {
        assertEquals(Ssm.run("--help").out(), SharedFiles.all().get("ssm/help.txt"));
    }

    @Test
    void helpTakesAVerbAndAVerbBelowIt() {
        assertEquals(Ssm.run("train", "--help").out(), Ssm.run("help", "train").out());
        assertEquals(
                Ssm.run("plugins", "describe", "--help").out(),
                Ssm.run("help", "plugins", "describe").out());
        Ssm.Result unknown = Ssm.run("help", "trian");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("did you mean 'train'?"), unknown.err());
    }
}
