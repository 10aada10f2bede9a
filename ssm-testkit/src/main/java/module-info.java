/** Contract tests for authors of plug-ins. They run with JUnit or, without it, with {@code ssm plugins verify}. */
module org.slicedscore.testkit {
    requires static org.junit.jupiter.api;
    requires transitive org.slicedscore.api;
    requires org.opentest4j;
    requires org.slicedscore.catalog;
    requires org.slicedscore.core;

    exports org.slicedscore.testkit;
}
