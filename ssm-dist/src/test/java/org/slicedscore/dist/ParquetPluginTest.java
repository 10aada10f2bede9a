package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's plug-in for Parquet, in a layer of its own, whole and in part. */
class ParquetPluginTest {
    static final Path TABLES =
            Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");

    @TempDir
    private static Path work;

    private static Commands commands;
    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        commands = new Commands(work);
        home = Commands.unzip(Path.of(System.getProperty("ssm.zip")), Files.createDirectory(work.resolve("zip")));
    }

    private static RemovedJars without(String jar) throws IOException {
        return new RemovedJars(home.resolve("plugins/parquet"), jar);
    }

    private static Commands.Result data(int code, String table) throws Exception {
        return commands.ssm(code, home, "data", TABLES.resolve(table).toString());
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
        try (RemovedJars _ = without("zstd-jni")) {
            Commands.Result refused = data(3, "mixed");
            assertTrue(refused.err().contains("com.github.luben:zstd-jni"), refused::all);
            assertTrue(refused.err().contains("put the jar"), refused::all);
            assertEquals(1, refused.err().lines().count(), refused::all);
            data(0, "mixed.parquet");
        }
    }

    @Test
    void withoutHardwoodItAloneIsBroken() throws Exception {
        try (RemovedJars _ = without("hardwood-core")) {
            Commands.Result refused = data(3, "mixed.parquet");
            assertTrue(refused.err().contains("Module dev.hardwood.core not found"), refused::all);
            data(0, "mixed.csv.gz");
        }
    }
}
