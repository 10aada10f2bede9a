package org.slicedscore.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** Whatever a workspace makes is closed, the latest first, however it ends. */
class WorkspaceTest {
    private static final Primitive.Variable TWO = new Primitive.Variable("two", Shape.of(2));
    private static final Primitive.Variable THREE = new Primitive.Variable("three", Shape.of(3));
    private static final Primitive.Variable FIVE = new Primitive.Variable("five", Shape.of(5));

    @TempDir
    private Path folder;

    private final List<String> events = new ArrayList<>();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = new Noted(
                TestSource.smallCatalog(folder).backends().choose("reference").open(1));
    }

    /** A backend that notes what is closed, has no room for five numbers and cannot run programs named broken. */
    private final class Noted implements Backend {
        private final Backend to;

        Noted(Backend to) {
            this.to = to;
        }

        @Override
        public Device device() {
            return to.device();
        }

        @Override
        public int threads() {
            return to.threads();
        }

        @Override
        public Memory allocate(long elements) {
            if (elements == 5) {
                throw SsmException.backend("no room");
            }
            Memory memory = to.allocate(elements);
            return new Memory() {
                @Override
                public long size() {
                    return memory.size();
                }

                @Override
                public void write(double[] source, int sourceOffset, long offset, int count) {
                    memory.write(source, sourceOffset, offset, count);
                }

                @Override
                public void read(long offset, double[] target, int targetOffset, int count) {
                    memory.read(offset, target, targetOffset, count);
                }

                @Override
                public void close() {
                    events.add("memory " + elements);
                }
            };
        }

        @Override
        public Executable compile(Plan plan, Map<String, Memory> variables) {
            if (plan.name().equals("broken")) {
                throw SsmException.backend("cannot run it");
            }
            return new Executable() {
                @Override
                public Memory input(String name) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Memory output(String name) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void run(long seed, long step, long firstRow) {}

                @Override
                public void close() {
                    events.add("program " + plan.name() + " on " + variables.keySet());
                }
            };
        }

        @Override
        public void close() {
            to.close();
        }
    }

    private static Plan plan(String name) {
        Expr x = Expr.of(TWO);
        return Compiler.compile(Program.named(name).output("y", x.add(x)).build());
    }

    @Test
    void closesTheLatestFirst() {
        try (Workspace whole = new Workspace(backend).allocate(List.of(TWO, THREE))) {
            whole.compile(plan("first"));
            whole.part().allocate(List.of(new Primitive.Variable("seven", Shape.of(7))));
            whole.compile(plan("last"));
        }
        assertEquals(
                List.of(
                        "program last on [two, three]",
                        "memory 7",
                        "program first on [two, three]",
                        "memory 3",
                        "memory 2"),
                events);
    }

    @Test
    void aPartClosesOnce() {
        try (Workspace whole = new Workspace(backend).allocate(List.of(TWO))) {
            try (Workspace part = whole.part().allocate(List.of(THREE))) {
                part.compile(plan("part"));
            }
            assertEquals(List.of("program part on [two, three]", "memory 3"), events);
        }
        assertEquals(List.of("program part on [two, three]", "memory 3", "memory 2"), events);
    }

    @Test
    void whatCannotBeMadeLeavesNothingBehind() {
        Workspace memories = new Workspace(backend);
        assertThrows(SsmException.class, () -> memories.allocate(List.of(TWO, THREE, FIVE)));
        assertEquals(List.of("memory 3", "memory 2"), events);
        events.clear();
        Workspace programs = new Workspace(backend).allocate(List.of(TWO));
        assertThrows(SsmException.class, () -> programs.compile(plan("broken")));
        assertEquals(List.of("memory 2"), events);
        events.clear();
        Workspace values = new Workspace(backend);
        assertThrows(
                IllegalStateException.class,
                () -> values.allocate(List.of(TWO), name -> {
                    throw new IllegalStateException("no values of " + name);
                }));
        assertEquals(List.of("memory 2"), events);
    }

    @Test
    void computesExpressionsOnce() {
        Catalog catalog = TestSource.smallCatalog(folder.resolve("once"));
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(2)));
        try (Workspace workspace = Workspace.open(catalog.backends().choose("reference"), 1)
                .allocate(List.of(TWO), name -> new double[] {10, 20})) {
            Map<String, double[]> values =
                    workspace.values("sum", Map.of("sum", x.add(Expr.of(TWO))), name -> new double[] {1, 2}, 0, 0);
            assertArrayEquals(new double[] {11, 22}, values.get("sum"));
        }
    }
}
