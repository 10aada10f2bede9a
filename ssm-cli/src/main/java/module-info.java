/**
 * The command {@code ssm}.
 *
 * <p>Models and backends are found through services and never named here.
 *
 * @provides ch.qos.logback.classic.spi.Configurator the log: to standard error, and without {@code --verbose} only what went wrong
 */
module org.slicedscore.cli {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires org.slf4j;
    requires org.slicedscore.engine;
    requires org.slicedscore.testkit;

    opens org.slicedscore.cli to
            info.picocli;
    opens org.slicedscore.cli.verb to
            info.picocli;

    provides ch.qos.logback.classic.spi.Configurator with
            org.slicedscore.cli.LogSetup;
}
