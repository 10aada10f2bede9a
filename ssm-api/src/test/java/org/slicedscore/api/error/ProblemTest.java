package org.slicedscore.api.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

class ProblemTest {
    private static final Option<Integer> WIDTH = Option.integer("width", 4, 1, 100, "Units.");

    /** As the command writes. */
    private static final Wording FLAGS = new Wording() {
        @Override
        public String setting(String name) {
            return "/" + name;
        }

        @Override
        public String setting(String name, String value) {
            return "/" + name + " " + value;
        }

        @Override
        public String option(Subject owner, String name) {
            return owner instanceof Subject.Plugin(String kind, String id) ? "/" + kind + "." + name : "/" + name;
        }

        @Override
        public String alternative(Alternative alternative) {
            return alternative.words() + " (this, that)";
        }
    };

    private final Problem problem = Problem.data(new Subject.Cell("line 3", 3, new Subject.Column("a.csv", 2, "b")))
            .found("'%s'", "NaN")
            .expected("a number")
            .remedy(
                    "leave such rows out with %s, or choose others with %s",
                    Subject.setting("missing", "drop"), Subject.setting("columns"));

    @Test
    void theSameProblemReadsAsTheReaderWrites() {
        assertEquals(
                "a.csv: line 3, column 2 'b': found 'NaN', expected a number; leave such rows out with missing=drop, or "
                        + "choose others with setting 'columns'",
                problem.exception().getMessage());
        assertEquals(
                "a.csv: line 3, column 2 'b': found 'NaN', expected a number; leave such rows out with /missing drop, or "
                        + "choose others with /columns",
                problem.text(FLAGS));
    }

    @Test
    void theReaderSaysWhichPluginsWouldDo() {
        Problem none = Problem.usage(new Subject.Plugin("model", "deep"))
                .says("has no likelihood")
                .remedy("use %s", Alternative.NORMALISED_MODEL);
        assertEquals("model 'deep': has no likelihood; use a model that is normalised", none.text(Wording.API));
        assertEquals("model 'deep': has no likelihood; use a model that is normalised (this, that)", none.text(FLAGS));
    }

    @Test
    void aPlaceInAFileIsAValue() {
        Subject.Place key = new Subject.Place("my.json", 3, OptionalInt.of(17));
        assertEquals("my.json:3:17", key.text(Wording.API));
        assertEquals("my.json:3:17: batch-size", new Subject.Key(key, "batch-size").text(Wording.API));
        assertEquals("a.csv: line 4", Subject.line("a.csv", 4).text(Wording.API));
        Subject.Column nameless = new Subject.Column("a.csv", 3, "");
        assertEquals("a.csv: column 3", nameless.text(Wording.API));
        assertEquals("a.csv: row 4, column 3", new Subject.Cell("row 4", 0, nameless).text(Wording.API));
    }

    @Test
    void theReaderSaysHowAnActionIsDone() {
        Message advice = Message.of("learn one with %s", Action.TRAIN);
        assertEquals("learn one with Ssm.train", advice.toString());
        assertEquals("learn one with Ssm.train", advice.text(FLAGS), "a wording need not know of actions");
    }

    @Test
    void theSettingsOfARemedyAreValues() {
        assertEquals(
                List.of(Subject.setting("missing", "drop"), Subject.setting("columns")),
                problem.remedy().settings());
    }

    @Test
    void anExceptionCarriesItsProblem() {
        Throwable cause = new IOException("gone");
        SsmException e = problem.exception(cause);
        assertSame(problem, e.problem());
        assertSame(cause, e.getCause());
        assertEquals(Kind.DATA, e.kind());
    }

    @Test
    void aTextAloneIsAProblemToo() {
        Problem text = SsmException.usage("%s is for files; leave it out", Subject.setting("array"))
                .problem();
        assertEquals(Optional.empty(), text.subject());
        assertEquals("/array is for files; leave it out", text.text(FLAGS));
        assertEquals(
                "100 % of it",
                new SsmException(Kind.CHECK, "100 % of it", null).problem().text(FLAGS));
    }

    @Test
    void aBadOptionNamesItself() {
        SsmException alone = assertThrows(SsmException.class, () -> WIDTH.parse("0"));
        assertEquals(
                Optional.of(Subject.setting("width")),
                alone.problem().subject(),
                "an option that is read alone is a setting");
        assertEquals("setting 'width': found '0', expected whole number from 1 to 100", alone.getMessage());

        Subject model = new Subject.Plugin("model", "deep");
        SsmException owned =
                assertThrows(SsmException.class, () -> Options.parse(model, List.of(WIDTH), Map.of("width", "x")));
        assertEquals(
                Optional.of(new Subject.Option(model, "width")), owned.problem().subject());
        assertEquals(
                "model 'deep': option 'width': found 'x', expected whole number from 1 to 100", owned.getMessage());
        assertEquals(
                "/model.width: found 'x', expected whole number from 1 to 100",
                owned.problem().text(FLAGS));

        SsmException unknown =
                assertThrows(SsmException.class, () -> Options.parse(model, List.of(WIDTH), Map.of("with", "3")));
        assertEquals(
                "model 'deep': there is no option 'with'; did you mean 'width'? (valid: width)", unknown.getMessage());
    }

    @Test
    void aSerialisedExceptionKeepsItsMessage() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(problem.exception());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SsmException e = assertInstanceOf(SsmException.class, in.readObject());
            assertEquals(problem.text(Wording.API), e.problem().text(FLAGS));
            assertEquals(Kind.DATA, e.problem().kind());
        }
    }
}
