package org.slicedscore.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/** The files of these tests, which DuckDB wrote: resources/tables/tables.sql. */
final class TestFiles {
    static final Path FOLDER =
            Path.of(System.getProperty("ssm.root"), "ssm-parquet", "src", "test", "resources", "tables");

    static final Catalog CATALOG = Catalog.load();

    private TestFiles() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TableFile part(String name) {
        return new TableFile(name, "", () -> dev.hardwood.InputFile.of(FOLDER.resolve(name)));
    }

    static Table read(String name, ReadOptions options) {
        return read(FOLDER.resolve(name), options);
    }

    static Table read(Path path, ReadOptions options) {
        return DataReader.read(path.toString(), options, CATALOG);
    }

    static Table readStream(byte[] bytes, ReadOptions options) {
        return new DataReader(new ByteArrayInputStream(bytes), CATALOG).read(DataSource.parse("-"), options);
    }

    /** The message of a refusal. */
    static String refusal(Path path, ReadOptions options) {
        try {
            read(path, options);
        } catch (SsmException e) {
            return e.kind() + " " + e.getMessage();
        }
        throw new AssertionError(path + " is read");
    }

    static String refusal(String name, ReadOptions options) {
        return refusal(FOLDER.resolve(name), options);
    }
}
