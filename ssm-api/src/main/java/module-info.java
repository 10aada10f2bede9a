/** What models, projections, objectives and backends are written against. */
module org.slicedscore.api {
    exports org.slicedscore.api;
}
