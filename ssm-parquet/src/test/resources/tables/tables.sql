-- The files in this folder, as DuckDB 1.4.2 wrote them; int96.parquet is by parquetjs 1.8, with the days of its times set by hand.
SET threads = 1;
CREATE TYPE size AS ENUM ('small', 'large');
CREATE TABLE mixed AS SELECT
    (i % 7) / 4.0 + i * 0.125 AS "reading",
    (hash(i) % 20)::INTEGER AS count,
    ((hash(i + 7) % 512) / 16.0)::FLOAT AS "level",
    ((hash(i + 9) % 500) / 100.0)::DECIMAL(9, 2) AS price,
    CASE WHEN i % 11 = 3 THEN NULL ELSE ['red', 'green', 'blue'][1 + (hash(i + 1) % 3)::INTEGER] END AS colour,
    (CASE WHEN hash(i + 2) % 3 = 0 THEN 'small' ELSE 'large' END)::size AS size,
    hash(i + 3) % 2 = 0 AS open,
    DATE '2024-01-01' + (hash(i + 4) % 60)::INTEGER AS day,
    CASE WHEN i % 13 = 5 THEN NULL ELSE TIMESTAMP '2024-03-01 10:30:00' + INTERVAL (hash(i + 5) % 2000 * 3600) SECOND END AS seen,
    CASE WHEN i % 5 = 1 THEN NULL ELSE (hash(i + 6) % 1024)::BIGINT / 8 END AS "some.times"
FROM range(2100) t(i);
COPY mixed TO 'mixed.csv.gz' (HEADER, COMPRESSION gzip);
COPY mixed TO 'mixed.parquet' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 2048);
COPY (SELECT * FROM mixed LIMIT 500) TO 'mixed/part-0.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM mixed LIMIT 1600 OFFSET 500) TO 'mixed/part-1.parquet' (FORMAT parquet, COMPRESSION gzip, PARQUET_VERSION v2);
CREATE TABLE types AS SELECT * FROM (VALUES
    (true, -1::TINYINT, 255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 9223372036854775807::BIGINT, 18446744073709551615::UBIGINT, 0.1::FLOAT, 0.1::DOUBLE,
     -1.25::DECIMAL(4, 2), 123456789012.345::DECIMAL(18, 3), -12345678901234567890.12345::DECIMAL(38, 5),
     DATE '1969-12-31', TIME '10:30:00.5', TIMESTAMP_S '2024-02-29 23:59:59', TIMESTAMP_MS '2024-02-29 23:59:59.123', TIMESTAMP '1960-01-01 00:00:00.000001', TIMESTAMP_NS '2024-02-29 23:59:59.123456789',
     TIMESTAMPTZ '2024-02-29 23:59:59+02', 'Grüße', 'small'::size, '123e4567-e89b-12d3-a456-426614174000'::UUID, '{"a":1}'::JSON, ' 12.50'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
    t(bool, i8, u8, u16, u32, i64, u64, f32, f64, d4, d18, d38, day, clock, ts_s, ts_ms, ts_us, ts_ns, tstz, word, "enum", uuid, json, digits);
COPY types TO 'types.parquet' (FORMAT parquet, COMPRESSION uncompressed);
COPY (SELECT 1.5 AS x, {'a': 1, 'b': 2} AS place, [1, 2] AS tags, MAP {'k': 1} AS props, 'ab'::BLOB AS raw, 2.5 AS "a.b", 7 AS b FROM range(4)) TO 'nested.parquet' (FORMAT parquet, COMPRESSION uncompressed);
COPY (SELECT (i * 0.5)::DOUBLE AS x, i AS n, ['u', 'v'][1 + i % 2] AS w FROM range(3) t(i)) TO 'small.parquet' (FORMAT parquet, COMPRESSION uncompressed);
COPY (SELECT i::DOUBLE AS x FROM range(50) t(i)) TO 'brotli.parquet' (FORMAT parquet, COMPRESSION brotli);
COPY (SELECT i::DOUBLE AS x FROM range(50) t(i)) TO 'lz4.parquet' (FORMAT parquet, COMPRESSION lz4_raw);
COPY (SELECT i::DOUBLE AS x FROM range(50) t(i) WHERE i < 0) TO 'empty.parquet' (FORMAT parquet);
COPY (SELECT i::DOUBLE AS x, CASE WHEN i = 3 THEN 'nan'::DOUBLE WHEN i = 4 THEN 'inf'::DOUBLE ELSE i END AS y FROM range(6) t(i)) TO 'infinite.parquet' (FORMAT parquet);
COPY (SELECT 'a' AS x, 1.5 AS n, 'v' AS w) TO 'other.parquet' (FORMAT parquet, COMPRESSION uncompressed);
