package org.slicedscore.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Table;

/** The same rows from Parquet and from text: the same table. */
class SameAsTextTest {
    private static final ReadOptions DEFAULT = ReadOptions.DEFAULT;
    private static final Table TEXT = TestFiles.read("mixed.csv.gz", DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"mixed.parquet", "mixed"})
    void theTableIsTheSame(String name) {
        Table table = TestFiles.read(name, DEFAULT);
        assertEquals(TEXT.schema(), table.schema());
        assertEquals(2100, table.rows());
        assertEquals(TEXT.sha256(), table.sha256());
        assertEquals(List.of(), table.notes());
    }

    @Test
    void itsKindsAreAll() {
        assertEquals(
                List.of(
                        "NUMBER",
                        "NUMBER",
                        "NUMBER",
                        "NUMBER",
                        "CATEGORICAL",
                        "CATEGORICAL",
                        "CATEGORICAL",
                        "TIME",
                        "TIME",
                        "NUMBER"),
                TEXT.inputs().stream().map(c -> c.kind().name()).toList());
    }

    @Test
    void standardInputGivesTheSame() {
        assertEquals(
                TEXT.sha256(),
                TestFiles.readStream(TestFiles.bytes("mixed.parquet"), DEFAULT).sha256());
    }

    @Test
    void columnsAndLabelsAreChosenAlike() {
        ReadOptions some = DEFAULT.withColumns("some.times,seen,reading").withLabel("size");
        Table text = TestFiles.read("mixed.csv.gz", some);
        Table table = TestFiles.read("mixed", some);
        assertEquals(text.schema(), table.schema());
        assertEquals(text.sha256(), table.sha256());
        for (int row = 0; row < text.rows(); row++) {
            assertEquals(text.labels().text(row), table.labels().text(row));
        }
    }
}
