/**
 * Contract tests that a plug-in's author runs on a plug-in. JUnit is needed only where JUnit runs them; {@code ssm plugins
 * verify} does so without.
 */
module org.slicedscore.testkit {
    requires static org.junit.jupiter.api;
    requires transitive org.slicedscore.api;
    requires org.opentest4j;
    requires org.slicedscore.catalog;
    requires org.slicedscore.core;

    exports org.slicedscore.testkit;
}
