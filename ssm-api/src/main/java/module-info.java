/**
 * The interfaces of plug-ins: models, projections, objectives, optimisers, samplers, generators, detectors, exporters, file formats and
 * backends. With them come the expression graph that formulas are written in, and the plan that a backend runs.
 */
module org.slicedscore.api {
    exports org.slicedscore.api;
    exports org.slicedscore.api.backend;
    exports org.slicedscore.api.data;
    exports org.slicedscore.api.error;
    exports org.slicedscore.api.expr;
    exports org.slicedscore.api.numeric;
    exports org.slicedscore.api.option;
    exports org.slicedscore.api.plan;
    exports org.slicedscore.api.random;
}
