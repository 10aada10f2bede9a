package org.slicedscore.parquet;

import java.util.List;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.testkit.DataFormatContract;

class ParquetContractTest extends DataFormatContract {
    @Override
    protected DataFormat format() {
        return new ParquetFormat();
    }

    @Override
    protected List<DataFormat.Sample> samples() {
        return List.of(
                new DataFormat.Sample(
                        "small.parquet", TestFiles.bytes("small.parquet"), List.of("x", "n", "w"), new double[][] {
                            {0, 0, Double.NaN}, {0.5, 1, Double.NaN}, {1, 2, Double.NaN}
                        }),
                new DataFormat.Sample(
                        "lz4.parquet",
                        TestFiles.bytes("lz4.parquet"),
                        List.of("x"),
                        java.util.stream.IntStream.range(0, 50)
                                .mapToObj(i -> new double[] {i})
                                .toArray(double[][]::new)));
    }
}
