/**
 * Reads Parquet, by hardwood. Its columns become cells as in text: numbers, words, dates and times, missing cells.
 *
 * @provides org.slicedscore.api.data.DataFormat {@code parquet}
 */
module org.slicedscore.parquet {
    requires dev.hardwood.core;
    requires java.logging;
    // hardwood's events; an automatic module cannot ask for them
    requires jdk.jfr;
    requires org.slicedscore.api;

    provides org.slicedscore.api.data.DataFormat with
            org.slicedscore.parquet.ParquetFormat;
}
