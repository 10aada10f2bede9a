package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.data.io.Refusal;

class DataSourceTest {
    @Test
    void kinds() {
        assertInstanceOf(DataSource.StandardInput.class, DataSource.parse("-"));
        assertInstanceOf(DataSource.File.class, DataSource.parse("some/file.csv"));
        assertEquals("builtin:redwine", DataSource.parse("builtin:redwine").spec());
        assertEquals(
                "synthetic:gaussian?n=7&seed=-3&d=4&rho=0.5",
                DataSource.parse("synthetic:gaussian?d=4&seed=-3&n=7&rho=0.5").spec());
    }

    @Test
    void aGeneratorDrawsOnceOrAfresh() {
        DataSource afresh = DataSource.parse("generator:gaussian?n=7&d=3");
        assertEquals(new DataSource.Generated(true, "gaussian", 7, 0, Map.of("d", "3")), afresh);
        assertEquals("generator:gaussian?n=7&seed=0&d=3", afresh.spec());
        assertEquals(afresh, DataSource.parse(afresh.spec()));
        assertEquals(afresh, DataSource.parse("sampler:gaussian?n=7&d=3"), "the spelling of version 0.1.0");
        assertNotEquals(afresh, DataSource.parse("synthetic:gaussian?n=7&d=3"));
    }

    @ParameterizedTest
    @CsvSource({
        "builtin:redwine, redwine",
        "synthetic:two-moons?n=7&d=3, two-moons",
        "generator:mixture?k=3, mixture",
        "generator:acme:rings, acme-rings",
        "sampler:rings, rings",
        "-, stdin",
        "rows.csv, rows",
        "some/where/rows.2026.csv.gz, rows",
        "some.where/faces/, faces",
        "some/where/.., some",
        ".rows.csv, rows",
        "-rows.csv, rows",
        "my rows (2).csv, my-rows-2",
        "what?.csv, what",
        "/, data"
    })
    void aNameForFiles(String source, String stem) {
        assertEquals(stem, DataSource.parse(source).stem());
    }

    @Test
    void foldersAndRowsOfAProgramHaveANameForFilesToo() {
        assertEquals(
                Path.of("").toAbsolutePath().getFileName().toString(),
                DataSource.parse(".").stem());
        assertEquals("matrix", new DataSource.Memory("matrix").stem());
        assertEquals("données", new DataSource.Memory("données").stem());
        assertEquals("data", new DataSource.Memory("…").stem());
    }

    @Test
    void aTableKnowsItsSourceAndColumns() {
        Table table = DataReader.read("synthetic:gaussian?n=7&d=4", ReadOptions.DEFAULT.withColumns("3,1"));
        assertEquals(new DataSource.Generated(false, "gaussian", 7, 0, Map.of("d", "4")), table.source());
        assertArrayEquals(new int[] {2, 0}, table.selection());
        Table all = DataReader.read("synthetic:gaussian?n=7&d=4", ReadOptions.DEFAULT);
        for (int row = 0; row < 7; row++) {
            assertEquals(all.at(row, 2), table.at(row, 0));
        }
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        assertEquals(DataSource.parse("builtin:redwine"), wine.source());
    }

    @Test
    void mistakes() {
        Refusal.usage(() -> DataSource.parse(" "), "setting 'data'");
        Refusal.usage(() -> DataSource.parse("a\0b"), "no valid path");
        Refusal.usage(() -> DataSource.parse("builtin:redwin"), "'redwin'", "did you mean 'redwine'?");
        Refusal.usage(() -> read("synthetic:two-mons"), "'two-mons'", "did you mean 'two-moons'?");
        Refusal.usage(() -> read("synthetic:rings?sgma=1"), "'sgma'", "did you mean 'sigma'?");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=0"), "n=0", "from 1");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=1.5"), "n=1.5", "whole number");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=1&n=2"), "once");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n"), "NAME=VALUE");
        Refusal.usage(() -> read("synthetic:rings?sigma=abc"), "option 'sigma'", "'abc'", "number from 0.001");
        Refusal.usage(() -> read("synthetic:rings?sigma=-1"), "option 'sigma'", "'-1'", "from 0.001");
        Refusal.usage(() -> read("synthetic:gaussian?d=2.5"), "option 'd'", "'2.5'", "whole number");
        Refusal.usage(() -> read("synthetic:gaussian?d=100000&n=1000000"), "ask for fewer");
    }

    private static Table read(String spec) {
        return DataReader.read(spec, ReadOptions.DEFAULT);
    }

    @Test
    void redWineComesAlong() {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        assertEquals(1599, wine.rows());
        assertEquals(11, wine.dim());
        assertEquals("fixed acidity", wine.columns().getFirst());
        assertEquals("quality", wine.labels().name());
        assertEquals(5, wine.labels().number(0));
        Table withQuality = DataReader.read("builtin:redwine", ReadOptions.DEFAULT.withLabel("none"));
        assertEquals(12, withQuality.dim());
        assertNull(withQuality.labels());
        assertEquals(64, wine.sha256().length());
        assertNotEquals(wine.sha256(), withQuality.sha256());
        assertEquals(
                wine.sha256(),
                DataReader.read("builtin:redwine", ReadOptions.DEFAULT).sha256());
    }

    @Test
    void syntheticRowsDependOnTheirIndexAlone() {
        Table some = DataReader.read("synthetic:two-moons?n=10&seed=4", ReadOptions.DEFAULT);
        Table more = DataReader.read("synthetic:two-moons?n=20&seed=4", ReadOptions.DEFAULT);
        assertArrayEquals(some.values(), Arrays.copyOf(more.values(), 20));
        Table other = DataReader.read("synthetic:two-moons?n=10&seed=5", ReadOptions.DEFAULT);
        assertNotEquals(some.at(0, 0), other.at(0, 0));
        assertEquals(
                10_000, DataReader.read("synthetic:rings", ReadOptions.DEFAULT).rows());
    }
}
