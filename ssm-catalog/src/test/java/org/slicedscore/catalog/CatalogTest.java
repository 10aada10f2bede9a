package org.slicedscore.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.Model;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.catalog.PluginProblem.Phase;
import org.slicedscore.catalog.testplugins.SmallPlugins;
import org.slicedscore.catalog.testplugins.TestSource;

class CatalogTest {
    @TempDir
    private Path folder;

    /** Fails when it is made. */
    public static final class Explosive extends Named {
        public Explosive() {
            super("explosive");
            throw new IllegalStateException("no fuse");
        }
    }

    /** Fails when its class is initialised. */
    public static final class Uninitialised extends Named {
        static final int X = Integer.parseInt("x");

        public Uninitialised() {
            super("uninitialised-" + X);
        }
    }

    /** Of another level. */
    public static final class Old extends Named {
        public Old() {
            super("old");
        }

        @Override
        public int spiLevel() {
            return 0;
        }
    }

    /** Has an id that nobody could type. */
    public static final class Shouting extends Named {
        public Shouting() {
            super("LOUD");
        }
    }

    /** Has the id of another. */
    public static final class Impostor extends Named {
        public Impostor() {
            super("sgd");
        }
    }

    /** Fails when asked for its options. */
    public static final class Secretive extends Named {
        public Secretive() {
            super("secretive");
        }

        @Override
        public List<org.slicedscore.api.option.Option<?>> options() {
            throw new UnsupportedOperationException("mine");
        }
    }

    abstract static class Named implements Optimizer {
        private final String id;

        Named(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public double defaultLearningRate() {
            return 1;
        }

        @Override
        public Expr update(Step step) {
            return step.parameter();
        }
    }

    @Test
    void findsWhatIsThere() {
        Catalog catalog = TestSource.smallCatalog(folder);
        assertEquals(List.of(), catalog.problems());
        assertEquals("gaussian", catalog.model("gaussian").id());
        assertEquals("sgd", catalog.optimizer("sgd").id());
        assertEquals("rademacher", catalog.projection("rademacher").id());
        assertEquals("dsm", catalog.objective("dsm").id());
        assertTrue(
                Path.of(catalog.entry(PluginKind.MODEL, "gaussian").location()).isAbsolute());
    }

    @Test
    void anUnknownIdNamesTheNearest() {
        Catalog catalog = TestSource.smallCatalog(folder);
        SsmException e = assertThrows(SsmException.class, () -> catalog.model("gausian"));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertEquals("unknown model 'gausian'; did you mean 'gaussian'? (valid: gaussian, mlp-energy)", e.getMessage());
    }

    private PluginProblem only(TestSource source, Phase phase) {
        source.provide(Optimizer.class, SmallPlugins.Adam.class);
        Catalog catalog = Catalog.of(List.of(source.source(folder)));
        assertEquals("adam", catalog.optimizer("adam").id(), "what works is not harmed by what does not");
        assertEquals(1, catalog.problems().size(), () -> catalog.problems().toString());
        PluginProblem p = catalog.problems().getFirst();
        assertEquals(phase, p.phase());
        assertEquals(PluginKind.OPTIMIZER, p.kind());
        assertTrue(!p.remedy().isBlank() && !p.cause().isBlank() && !p.where().isBlank(), p::describe);
        assertTrue(p.describe().lines().count() == 1, p::describe);
        return p;
    }

    @Test
    void aFailingConstructor() {
        PluginProblem p = only(new TestSource().provide(Optimizer.class, Explosive.class), Phase.CREATE);
        assertTrue(p.cause().contains("no fuse") && p.where().contains("Explosive"), p::describe);
    }

    @Test
    void aFailingInitialiser() {
        PluginProblem p = only(new TestSource().provide(Optimizer.class, Uninitialised.class), Phase.CREATE);
        assertTrue(p.where().contains("Uninitialised"), p::describe);
    }

    @Test
    void aMissingClass() {
        PluginProblem p = only(new TestSource().declare(Optimizer.class, "org.example.Gone"), Phase.FIND);
        assertTrue(p.cause().contains("org.example.Gone"), p::describe);
    }

    @Test
    void aClassOfAnotherKind() {
        only(new TestSource().provide(Optimizer.class, SmallPlugins.Gaussian.class), Phase.FIND);
    }

    @Test
    void anotherLevel() {
        PluginProblem p = only(new TestSource().provide(Optimizer.class, Old.class), Phase.LEVEL);
        assertTrue(p.cause().contains("SPI level 0"), p::describe);
        assertEquals("old", p.id());
    }

    @Test
    void anImpossibleId() {
        only(new TestSource().provide(Optimizer.class, Shouting.class), Phase.INSPECT);
    }

    @Test
    void optionsThatFail() {
        only(new TestSource().provide(Optimizer.class, Secretive.class), Phase.INSPECT);
    }

    /** Has the id of another, and says who made it. */
    public static final class Rival extends Named {
        public Rival() {
            super("sgd");
        }

        @Override
        public String vendor() {
            return "rival";
        }
    }

    @Test
    void ofTwoWithOneIdTheVendorTells() {
        Catalog catalog = Catalog.of(List.of(new TestSource()
                .provide(Optimizer.class, SmallPlugins.Descent.class, Rival.class)
                .source(folder)));
        SsmException e = assertThrows(SsmException.class, () -> catalog.optimizer("sgd"));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(
                e.getMessage().startsWith("there is more than one optimizer 'sgd': rival:sgd in ")
                        && e.getMessage().contains("slicedscore:sgd in ")
                        && e.getMessage().endsWith("; say which, such as rival:sgd"),
                e::getMessage);
        assertEquals(Rival.class, catalog.optimizer("rival:sgd").getClass());
        assertEquals(
                SmallPlugins.Descent.class, catalog.optimizer("slicedscore:sgd").getClass());
        assertEquals(2, catalog.problems().size());
        for (PluginProblem p : catalog.problems()) {
            assertEquals(Phase.DUPLICATE, p.phase());
            assertEquals("write " + p.vendor() + ":sgd for this one", p.remedy());
        }
        SsmException other = assertThrows(SsmException.class, () -> catalog.optimizer("acme:sgd"));
        assertTrue(
                other.getMessage().startsWith("there is no optimizer 'sgd' of vendor 'acme'; there is "),
                other::getMessage);
    }

    @Test
    void ofTwoWithOneIdAndVendorNoneIsTaken() {
        Catalog catalog = Catalog.of(List.of(new TestSource()
                .provide(Optimizer.class, SmallPlugins.Descent.class, Impostor.class)
                .source(folder)));
        SsmException e = assertThrows(SsmException.class, () -> catalog.optimizer("slicedscore:sgd"));
        assertTrue(e.getMessage().endsWith("; remove all but one of them"), e::getMessage);
    }

    @Test
    void aBrokenOneIsNamedWhenAskedFor() {
        Catalog catalog = Catalog.of(
                List.of(new TestSource().provide(Optimizer.class, Old.class).source(folder)));
        SsmException e = assertThrows(SsmException.class, () -> catalog.optimizer("old"));
        assertTrue(e.getMessage().contains("SPI level 0"), e::getMessage);
    }

    @Test
    void rubbishForADeclaration() {
        TestSource source = new TestSource().declare(Model.class, "this is no class name !");
        source.provide(Optimizer.class, SmallPlugins.Adam.class);
        Catalog catalog = Catalog.of(List.of(source.source(folder)));
        assertEquals(1, catalog.problems().size(), () -> catalog.problems().toString());
        assertEquals("adam", catalog.optimizer("adam").id());
    }
}
