package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slicedscore.cli.verb.Verbs;

class CliTest {
    @Test
    void helpNamesEveryVerb() {
        Ssm.Result help = Ssm.run("--help");
        assertEquals(0, help.code());
        assertEquals("", help.err());
        Arrays.stream(Verbs.values()).forEach(v -> assertTrue(help.out().contains("  " + v.word() + " "), v.word()));
        assertEquals(help, Ssm.run());
        assertEquals(help, Ssm.run("help"));
    }

    @ParameterizedTest
    @EnumSource(Verbs.class)
    void everyVerbHasHelpWithAnExample(Verbs verb) {
        Ssm.Result help = Ssm.run(verb.word(), "--help");
        assertEquals(0, help.code(), help.err());
        assertEquals("", help.err());
        assertTrue(help.out().startsWith("Usage: ssm " + verb.word()), help.out());
        assertTrue(help.out().contains("Example"), help.out());
        assertTrue(help.out().lines().allMatch(l -> l.length() <= 110), help.out());
        assertEquals(help.out(), Ssm.run("help", verb.word()).out());
    }

    @Test
    void versionNamesJava() {
        assertTrue(Ssm.run("--version").out().contains("Java " + Runtime.version()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trian --data x             | ssm: there is no verb 'trian'; did you mean 'train'?
                    --data x train             | ssm: found '--data', expected a verb first
                    train --bach-size 3        | ssm train: there is no option '--bach-size'; did you mean '--batch-size'?
                    train --out                | ssm train: no value given for --out
                    train --out a --out b      | ssm: --out: given twice
                    train extra                | ssm train: unexpected argument 'extra'
                    train --model.hidden       | ssm: --model.hidden: no value given; write --model.hidden VALUE
                    train --model.a 1 --model.a=2 | ssm: --model.a: given twice
                    train --modle.hidden 3     | ssm: --modle.hidden: there is no setting 'modle.hidden'; did you mean 'model.hidden'?
                    backends --model.hidden 3  | ssm backends: there is no option '--model.hidden'
                    plugins descibe x          | ssm plugins: unexpected argument 'descibe'; did you mean 'describe'?
                    plugins describe           | ssm plugins describe: no ID given
                    plugins describe mlpenergy | ssm: there is no plug-in 'mlpenergy'; did you mean 'mlp-energy'?
                    """)
    void aWrongCommandLineIsAnsweredWithOneLine(String arguments, String line) {
        Ssm.Result result = Ssm.run(arguments.split(" "));
        assertEquals(2, result.code(), result.err());
        assertEquals("", result.out());
        assertEquals(1, result.errors().size(), result.err());
        assertTrue(result.err().startsWith(line), result.err());
    }
}
