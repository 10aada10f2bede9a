package org.slicedscore.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.io.Refusal;

class DataSourceTest {
    @Test
    void kinds() {
        assertInstanceOf(DataSource.StandardInput.class, DataSource.parse("-"));
        assertInstanceOf(DataSource.File.class, DataSource.parse("some/file.csv"));
        assertEquals("builtin:redwine", DataSource.parse("builtin:redwine").toString());
        assertEquals(
                "synthetic:gaussian?n=7&seed=-3&d=4.0&rho=0.5",
                DataSource.parse("synthetic:gaussian?d=4&seed=-3&n=7&rho=0.5").toString());
    }

    @Test
    void mistakes() {
        Refusal.usage(() -> DataSource.parse(" "), "--data");
        Refusal.usage(() -> DataSource.parse("a\0b"), "no valid path");
        Refusal.usage(() -> DataSource.parse("builtin:redwin"), "'redwin'", "did you mean 'redwine'?");
        Refusal.usage(() -> DataSource.parse("synthetic:two-mons"), "'two-mons'", "did you mean 'two-moons'?");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?sgma=1"), "'sgma'", "did you mean 'sigma'?");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=0"), "n=0", "from 1");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=1.5"), "n=1.5", "whole number");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n=1&n=2"), "once");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?n"), "n=VALUE");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?sigma=abc"), "sigma=abc", "a number");
        Refusal.usage(() -> DataSource.parse("synthetic:rings?sigma=-1"), "sigma=-1.0", "from 0.001");
        Refusal.usage(() -> DataSource.parse("synthetic:gaussian?d=2.5"), "d=2.5", "whole number");
        Refusal.usage(
                () -> DataReader.read("synthetic:gaussian?d=100000&n=1000000", ReadOptions.DEFAULT), "ask for fewer");
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
