package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.cli.skeleton.SkeletonKind;

/** {@code ssm plugins verify} on plug-ins with one planted defect each, and on sound ones. */
class VerifyTest {
    private static final String MODEL = """
            package planted;
            import org.slicedscore.api.*;
            import org.slicedscore.api.expr.*;
            public final class %s implements LogDensityModel {
                public String id() { return "planted"; }
                public String description() { return "A model for a test"; }
                public Expr logDensity(Expr x, ModelScope scope) {
                    Expr mean = scope.parameter("mean", Init.constant(0), x.dim(-1));
                    return %s.sub(mean).square().sum(-1).mul(-0.5);
                }
            }
            """;

    private static final String PROJECTION = """
            package planted;
            import java.util.OptionalDouble;
            import org.slicedscore.api.*;
            import org.slicedscore.api.expr.*;
            import org.slicedscore.api.option.Options;
            public final class %s implements Projection {
                public String id() { return "planted"; }
                public String description() { return "A projection for a test"; }
                public Expr sample(Draws draws) { return draws.normal(); }
                public OptionalDouble secondMoment(int d, Options options) { return OptionalDouble.of(%s); }
            }
            """;

    private static final String OBJECTIVE = """
            package planted;
            import org.slicedscore.api.*;
            import org.slicedscore.api.expr.*;
            public final class %s implements Objective {
                public String id() { return "planted"; }
                public String description() { return "An objective for a test"; }
                public Expr loss(ScoreFunction m) { return m.score().square().sum(-1).mul(0.5).%s(m.curvature()); }
            }
            """;

    @TempDir
    private Path folder;

    private Path model(String name, String rows) throws IOException {
        return PluginJars.jar(folder, Model.class, "planted." + name, MODEL.formatted(name, rows));
    }

    private Path projection(String name, String c) throws IOException {
        return PluginJars.jar(folder, Projection.class, "planted." + name, PROJECTION.formatted(name, c));
    }

    private Path objective(String name, String operation) throws IOException {
        return PluginJars.jar(folder, Objective.class, "planted." + name, OBJECTIVE.formatted(name, operation));
    }

    /** The example of a backend, with a change. */
    private Path backend(String from, String to) throws IOException {
        Path example = Path.of(
                System.getProperty("ssm.root"),
                "examples/tiny-backend/src/main/java/org/example/tiny/TinyBackend.java");
        String source = Files.readString(example);
        assertTrue(source.contains(from), from);
        return PluginJars.jar(folder, BackendProvider.class, "org.example.tiny.TinyBackend", source.replace(from, to));
    }

    /** The skeleton of a kind, with a change. */
    private Path skeleton(SkeletonKind kind, String from, String to) throws IOException {
        Path project = folder.resolve(kind.word());
        Ssm.Result written = Ssm.run("plugins", "new", kind.word(), "planted", "--dir", project.toString());
        assertEquals(0, written.code(), written.err());
        String word = kind.word();
        String name = "com.example.planted.Planted" + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        String source = Files.readString(project.resolve("src/main/java/" + name.replace('.', '/') + ".java"));
        assertTrue(source.contains(from), from);
        PluginKind of = kind == SkeletonKind.FORMAT ? PluginKind.DATA : PluginKind.valueOf(kind.name());
        return PluginJars.jar(folder, of.type(), name, source.replace(from, to));
    }

    private static Ssm.Result verify(Path jar) {
        return Ssm.run("plugins", "verify", jar.toString());
    }

    private static void passes(Path jar) {
        Ssm.Result result = verify(jar);
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().lines().toList().getLast().startsWith("OK  " + jar), result.out());
        assertFalse(result.out().contains("FAILED"), result.out());
    }

    private static void fails(Path jar, String check, String message) {
        Ssm.Result result = verify(jar);
        assertEquals(6, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("  FAILED  " + check), result.out());
        assertTrue(result.out().contains(message), result.out());
        assertTrue(result.out().lines().toList().getLast().startsWith("NOT OK  " + jar), result.out());
        assertEquals("", result.err());
    }

    @Test
    void soundOnesPass() throws IOException {
        passes(model("Sound", "x"));
        passes(projection("Sound", "1"));
        passes(objective("Sound", "add"));
    }

    /** But that of a backend, which is an example with tests of its own. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BACKEND")
    void skeletonsPass(SkeletonKind kind) throws IOException {
        passes(skeleton(kind, "", ""));
    }

    @Test
    void aModelWhoseRowValuesLeak() throws IOException {
        fails(
                model("Leaking", "x.sub(x.mean(0).mul(0.01))"),
                "a row's value does not depend on its neighbours",
                "rows must not be mixed");
    }

    @Test
    void aProjectionWithAWrongSecondMoment() throws IOException {
        fails(projection("Wrong", "1.1"), "E[vvᵀ] is what secondMoment() declares", "declare the true factor");
    }

    @Test
    void anObjectiveWithAWrongSign() throws IOException {
        fails(objective("Wrong", "sub"), "turning the log-density round makes the loss larger", "a sign is wrong");
    }

    @Test
    void anOptimizerThatAscends() throws IOException {
        fails(
                skeleton(SkeletonKind.OPTIMIZER, "parameter().sub(", "parameter().add("),
                "the first step goes against the gradient",
                "the step must go against it");
    }

    @Test
    void aSamplerThatRefusesNothing() throws IOException {
        fails(
                skeleton(
                        SkeletonKind.SAMPLER,
                        "new Transition(step.choose(step.uniform(\"accept\").less(acceptance), to)",
                        "new Transition(to"),
                "the density is stationary",
                "is not that of the density");
    }

    @Test
    void aGeneratorWithAWrongScore() throws IOException {
        fails(
                skeleton(SkeletonKind.GENERATOR, "out[j] = -residual", "out[j] = -x[j]"),
                "the score is that of the rows, by Stein's identities",
                "another density");
    }

    @Test
    void aDetectorWithAWrongSign() throws IOException {
        fails(
                skeleton(SkeletonKind.DETECTOR, "sum += part(rows, from, j)", "sum -= part(rows, from, j)"),
                "rows far from those learned from are stranger than ordinary ones",
                "is the sign right?");
    }

    @Test
    void anExporterThatClosesTheStream() throws IOException {
        fails(
                skeleton(SkeletonKind.EXPORTER, "writer.flush()", "writer.close()"),
                "the same model gives the same bytes, and the stream stays open",
                "leave it to the caller");
    }

    @Test
    void aFormatThatReadsBeyondTheEnd() throws IOException {
        fails(
                skeleton(SkeletonKind.FORMAT, "++row < numbers", "++row <= numbers"),
                "a file's columns and rows are what the sample says",
                "IndexOutOfBoundsException");
    }

    @Test
    void aBackendThatMishandlesTheLastPartialVector() throws IOException {
        Path jar = backend(
                "i < r.extents().get(axis); i++",
                "i < (axis == index.length - 1 && r.extents().get(axis) > 8 ? r.extents().get(axis) / 8 * 8"
                        + " : r.extents().get(axis)); i++");
        fails(
                jar,
                "element-wise functions of one operand, at awkward lengths",
                "9 numbers, output 'NEGATE': element 8 is 0.0");
    }

    @Test
    void aBackendWithoutADevice() throws IOException {
        Path jar = backend("Probe.available(HEAP)", "Probe.unavailable(\"no chip.\", \"Plug one in.\")");
        fails(jar, "probe() says what there is", "is unavailable: no chip. Plug one in.");
    }

    @Test
    void aJarWithoutPlugins() throws IOException {
        Path jar = PluginJars.jar(folder, null, "planted.Alone", MODEL.formatted("Alone", "x"));
        Ssm.Result result = verify(jar);
        assertEquals(6, result.code());
        assertTrue(result.out().contains(jar.getFileName().toString()), result.out());
        assertTrue(result.out().startsWith("FAILED"), result.out());
    }

    @Test
    void aPluginThatCannotBeMade() throws IOException {
        Path jar = PluginJars.jar(
                folder,
                Model.class,
                "planted.Broken",
                MODEL.formatted("Broken", "x")
                        .replace(
                                "public String id()",
                                "{ fail(); } static void fail() { throw new "
                                        + "IllegalStateException(\"out of order\"); } public String id()"));
        Ssm.Result result = verify(jar);
        assertEquals(6, result.code());
        assertTrue(result.out().startsWith("FAILED") && result.out().contains("out of order"), result.out());
    }

    @Test
    void aJarThatIsNotThere() {
        Ssm.Result result = Ssm.run("plugins", "verify", "nowhere.jar");
        assertEquals(2, result.code());
        assertEquals(
                "ssm: nowhere.jar: no such jar or folder; check the path",
                result.err().strip());
    }

    @Test
    void theVerdictAsJson() throws IOException {
        Ssm.Result result =
                Ssm.run("plugins", "verify", projection("Sound", "1").toString(), "--json");
        assertEquals(0, result.code());
        assertTrue(result.out().contains("\"verdict\" : \"passed\""), result.out());
        assertTrue(result.out().contains("\"outcome\" : \"passed\""), result.out());
    }
}
