package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The distribution's plug-ins that are layers of their own, whole and in part. One test at a time: they share what is unpacked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is a shell script")
class PluginFoldersTest {
    @TempDir
    private static Path work;

    private static Commands commands;
    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        commands = new Commands(work);
        home = Commands.unzip(Path.of(System.getProperty("ssm.zip")), Files.createDirectory(work.resolve("zip")));
    }

    private static RemovedJars without(String plugin, String jar) throws IOException {
        return new RemovedJars(home.resolve("plugins").resolve(plugin), jar);
    }

    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    class Parquet {
        private Commands.Result data(int code, String table) throws Exception {
            Path tables = Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");
            return commands.ssm(code, home, "data", tables.resolve(table).toString());
        }

        @Test
        void asItShipsItReadsEveryCompression() throws Exception {
            for (String table : List.of("mixed", "mixed.parquet")) {
                Commands.Result read = data(0, table);
                assertTrue(read.out().contains("2,100 rows, 10 columns"), read::all);
                assertEquals("", read.err(), "neither warnings nor logs");
            }
            Commands.Result lz4 = data(3, "lz4.parquet");
            assertTrue(lz4.err().contains("'x' (a different whole number in every row)"), lz4::all);
        }

        @Test
        void withoutALibraryItSaysWhich() throws Exception {
            try (RemovedJars _ = without("parquet", "zstd-jni")) {
                Commands.Result refused = data(3, "mixed");
                assertTrue(refused.err().contains("com.github.luben:zstd-jni"), refused::all);
                assertTrue(refused.err().contains("put the jar"), refused::all);
                assertEquals(1, refused.err().lines().count(), refused::all);
                data(0, "mixed.parquet");
            }
        }

        @Test
        void withoutHardwoodItAloneIsBroken() throws Exception {
            try (RemovedJars _ = without("parquet", "hardwood-core")) {
                Commands.Result refused = data(3, "mixed.parquet");
                assertTrue(refused.err().contains("Module dev.hardwood.core not found"), refused::all);
                data(0, "mixed.csv.gz");
            }
        }
    }

    /** Also on machines where there is no driver. */
    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "drivers are found in other ways elsewhere")
    class OpenCl {
        private Commands.Result ssm(Map<String, String> variables, String... args) throws Exception {
            return commands.ssm(home, variables, args);
        }

        private Commands.Result train(Map<String, String> variables, String backend) throws Exception {
            Path run = Files.createTempDirectory(work, "runs").resolve("run");
            return ssm(
                    variables,
                    "train",
                    "--data",
                    "synthetic:two-moons?n=64",
                    "--model.hidden",
                    "4",
                    "--steps",
                    "2",
                    "--backend",
                    backend,
                    "--out",
                    run.toString());
        }

        /** In a layer of its own the plug-in reaches all of the API that it uses. */
        @Test
        void asItShipsItTrains() throws Exception {
            Commands.Result trained = train(Map.of(), "opencl");
            if (!Boolean.getBoolean("ssm.opencl.required")) {
                assumeTrue(trained.code() != 4, "no OpenCL device: " + trained.all());
            }
            assertEquals(0, trained.code(), trained::all);
            assertTrue(trained.all().contains("backend opencl on "), trained::all);
        }

        @Test
        void withoutItTheRestWorks() throws Exception {
            try (RemovedJars _ = without("opencl", "")) {
                Commands.Result listed = commands.ssm(0, home, "backends");
                assertFalse(listed.all().contains("opencl"), listed::all);
                Commands.Result asked = train(Map.of(), "opencl");
                assertEquals(4, asked.code(), asked::all);
                assertTrue(asked.err().contains("unknown backend 'opencl'"), asked::all);
                assertEquals(0, train(Map.of(), "auto").code());
            }
        }

        @Test
        void withoutJoclItAloneIsBroken() throws Exception {
            try (RemovedJars _ = without("opencl", "jocl")) {
                Commands.Result listed = commands.ssm(0, home, "backends");
                assertTrue(listed.all().contains("Module jocl not found"), listed::all);
                assertEquals(0, train(Map.of(), "auto").code());
            }
        }

        @Test
        void aDriverThatDoesNotLoadIsReported() throws Exception {
            Path vendors = Files.createDirectory(work.resolve("vendors"));
            Files.writeString(vendors.resolve("broken.icd"), "libnosuchdriver.so\n");
            unavailable(Map.of("OCL_ICD_VENDORS", vendors + "/"));
        }

        @Test
        void soIsALoaderThatDoesNotLoad() throws Exception {
            Path libraries = Files.createDirectory(work.resolve("libraries"));
            Files.createFile(libraries.resolve("libOpenCL.so.1"));
            unavailable(Map.of("LD_LIBRARY_PATH", libraries.toString()));
        }

        private void unavailable(Map<String, String> variables) throws Exception {
            Commands.Result listed = commands.ssm(0, home, variables, "backends");
            assertTrue(listed.all().contains("what to do: install"), listed::all);
            assertTrue(listed.all().contains("--backend auto takes simd"), listed::all);
            Commands.Result asked = train(variables, "opencl");
            assertEquals(4, asked.code(), asked::all);
            assertTrue(asked.err().contains("backend 'opencl' is unavailable"), asked::all);
            Commands.Result chosen = train(variables, "auto");
            assertEquals(0, chosen.code(), chosen::all);
            assertTrue(chosen.err().contains("backend simd"), chosen::all);
            assertTrue(chosen.err().contains("opencl is unavailable: "), chosen::all);
        }
    }
}
