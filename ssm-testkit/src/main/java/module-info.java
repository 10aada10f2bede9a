/** Contract tests that a plug-in's author runs on a plug-in. */
module org.slicedscore.testkit {
    requires transitive org.junit.jupiter.api;
    requires transitive org.slicedscore.api;
    requires org.junit.jupiter.params;
    requires org.slicedscore.core;

    exports org.slicedscore.testkit;
}
